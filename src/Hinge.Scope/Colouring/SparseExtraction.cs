namespace Hinge.Scope.Colouring;

/// <summary>A whole matrix and how it was found.</summary>
/// <param name="Map">The matrix.</param>
/// <param name="Certificate">That it is the interpreter's.</param>
/// <param name="Footprint">What one input can reach.</param>
/// <param name="ForwardPasses">Passes that colouring the columns takes.</param>
/// <param name="ReversePasses">Passes that colouring the rows takes.</param>
/// <param name="Passes">Passes made.</param>
/// <param name="Note">Why the matrix was computed densely; null when colouring served.</param>
/// <param name="Seconds">Duration, with the footprint and the certificate.</param>
public sealed record SparseExtraction(
    SparseMap Map,
    SparseCertificate Certificate,
    Footprint Footprint,
    long ForwardPasses,
    long ReversePasses,
    long Passes,
    string? Note,
    double Seconds)
{
    /// <summary>Distance of seeds of one colour along the columns and rows of the picture.</summary>
    public (int Y, int X) Period => (Map.Lattice.Y.Period, Map.Lattice.X.Period);
}
