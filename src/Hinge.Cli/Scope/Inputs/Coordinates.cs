namespace Hinge.Cli.Scope.Inputs;

/// <summary>Where zero is (spec §2, coordinates).</summary>
internal enum Coordinates
{
    /// <summary>What the network sees.</summary>
    Input,

    /// <summary>The picture's own values.</summary>
    Raw,
}
