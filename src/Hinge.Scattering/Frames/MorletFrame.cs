namespace Hinge.Scattering.Frames;

/// <summary>
/// Morlet wavelets of J scales and L directions over a half circle, made tight for real signals: each divided by the
/// root of ½(LP(k) + LP(-k)).
/// </summary>
public sealed record MorletFrame : FrameSettings
{
    /// <summary>A recipe.</summary>
    /// <param name="scales">J, 1 … 12.</param>
    /// <param name="directions">L, 2 … 64.</param>
    /// <exception cref="FrameException">A number is outside its range.</exception>
    public MorletFrame(int scales, int directions)
    {
        Scales = InRange(scales, 1, 12, "J");
        Directions = InRange(directions, 2, 64, "L");
    }

    /// <summary>J, the number of scales.</summary>
    public int Scales { get; }

    /// <summary>L, the directions of each scale.</summary>
    public int Directions { get; }

    /// <inheritdoc/>
    public override string Text => $"morlet:J={Scales},L={Directions}";

    /// <summary>The wavelets before they are made tight.</summary>
    internal Frame Raw(GridSize grid, double pi = Math.PI)
    {
        Require(grid, dimensions: 2);
        MorletFilters filters = new(grid, Directions, pi);
        List<Atom> atoms = [];
        for (int j = 0; j < Scales; j++)
        {
            for (int t = 0; t < Directions; t++)
            {
                double angle = ((Directions / 2) - 1 - t) * Math.PI / Directions;
                atoms.Add(new(grid, filters.Wavelet(j, t), new(j, angle, 0.375 / (1 << j), 1 << j)));
            }
        }
        return new(Text, new(grid, filters.LowPass(Scales), new(Scales, CentreFrequency: 0)), atoms);
    }

    /// <inheritdoc/>
    private protected override Frame Compose(GridSize grid)
    {
        Frame raw = Raw(grid);
        Atom[] whole = [.. raw.Propagated.Select(
            atom => new Atom(grid, atom.Spectrum.ToArray(), atom.Label with { Factor = 1 }))];
        return new Frame(Text, raw.Generator, whole).Tight(forRealSignals: true);
    }
}
