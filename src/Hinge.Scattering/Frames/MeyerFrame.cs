using System.Numerics;

namespace Hinge.Scattering.Frames;

/// <summary>One-sided Meyer wavelets in one dimension: J bands for k above 0 and J for k below. Parseval.</summary>
public sealed record MeyerFrame : FrameSettings
{
    /// <summary>A recipe.</summary>
    /// <param name="scales">J, 1 … 24.</param>
    /// <exception cref="FrameException">J is outside its range.</exception>
    public MeyerFrame(int scales) => Scales = InRange(scales, 1, 24, "J");

    /// <summary>J, the number of bands.</summary>
    public int Scales { get; }

    /// <inheritdoc/>
    public override string Text => $"meyer:J={Scales}";

    /// <inheritdoc/>
    private protected override Frame Compose(GridSize grid)
    {
        Require(grid, dimensions: 1);
        RadialBands bands = new(Scales, grid.Columns);
        bands.RefuseEmptyScales(Text, grid, (_, k) => Math.Abs(k));
        FrameBuilder builder = new(Text, grid);
        for (int j = Scales - 1; j >= 0; j--)
        {
            foreach (int side in (ReadOnlySpan<int>)[1, -1])
            {
                int scale = j;
                Complex Value(int _, int k) =>
                    2 * k == -grid.Columns ? Math.Sqrt(0.5) * bands.Band(scale, Math.Abs(k))
                    : Math.Sign(k) == side ? bands.Band(scale, Math.Abs(k))
                    : 0;
                builder.Add(
                    new(Scales - 1 - j, side > 0 ? 0 : Math.PI, bands.Centre(j)), $"scale {j} side {side}", Value);
            }
        }
        return builder.Finish(new(Scales, CentreFrequency: 0), (_, k) => bands.Low(Math.Abs(k)));
    }
}
