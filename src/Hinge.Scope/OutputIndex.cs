namespace Hinge.Scope;

/// <summary>One output of a network whose output is a picture.</summary>
/// <param name="Channel">Channel.</param>
/// <param name="Y">Row, from the top.</param>
/// <param name="X">Column, from the left.</param>
public readonly record struct OutputIndex(long Channel, long Y, long X)
{
    /// <inheritdoc/>
    public override string ToString() => $"({Channel}, {Y}, {X})";
}
