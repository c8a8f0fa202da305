namespace Hinge.Cli.Doctor;

/// <summary>One thing looked at on this machine.</summary>
/// <param name="Name">What was looked at, in one or two words.</param>
/// <param name="Status">How it is.</param>
/// <param name="Value">What was found, in one line.</param>
/// <param name="Advice">What to do about it; null when nothing.</param>
public sealed record Check(string Name, CheckStatus Status, string Value, string? Advice = null)
{
    /// <summary>Parts worth a line each, such as the libraries of libtorch.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
