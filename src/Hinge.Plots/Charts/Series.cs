namespace Hinge.Plots.Charts;

/// <summary>Named points: a line for <see cref="Figures.Lines"/>, a cloud for <see cref="Figures.Scatter"/>.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Abscissae, for lines in any order of drawing.</param>
/// <param name="Y">Ordinates, as many; NaN and infinities leave a gap.</param>
public sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>The lower edge of a band around the line, for example a quartile; null for none.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>The upper edge of the band.</summary>
    public IReadOnlyList<double>? High { get; init; }

    internal void Check()
    {
        if (X.Count != Y.Count || (Low?.Count ?? X.Count) != X.Count || (High?.Count ?? X.Count) != X.Count)
            throw new ArgumentException($"series '{Name}': its coordinates differ in number");
        if (Low is null != High is null)
            throw new ArgumentException($"series '{Name}': a band needs both edges");
    }
}
