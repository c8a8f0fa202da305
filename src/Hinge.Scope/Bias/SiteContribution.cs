namespace Hinge.Scope.Bias;

/// <summary>What one site adds to one output.</summary>
/// <param name="Site">The site.</param>
/// <param name="Value">r_i^(s).</param>
/// <param name="Channels">Its split by channel of the site; sums to <paramref name="Value"/>.</param>
/// <param name="Positions">
/// Its split by position, row by row; sums to <paramref name="Value"/>. One entry for units without positions.
/// </param>
/// <param name="PositionShape">Spatial shape of <paramref name="Positions"/>.</param>
public sealed record SiteContribution(
    BiasSite Site, double Value, double[] Channels, double[] Positions, long[] PositionShape);
