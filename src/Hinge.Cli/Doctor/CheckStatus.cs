namespace Hinge.Cli.Doctor;

/// <summary>How a check ended.</summary>
public enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Works, but worse than it could; the advice says how.</summary>
    Warning,

    /// <summary>Needed and not there.</summary>
    Missing,
}
