namespace Hinge.Scattering.Frames;

/// <summary>A row of frequencies in which an atom does not vanish.</summary>
/// <param name="Row">The row.</param>
/// <param name="First">The first column.</param>
/// <param name="Count">Columns from there on; past the end they go on at column 0.</param>
public readonly record struct SupportRow(int Row, int First, int Count);
