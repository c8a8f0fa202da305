using System.Globalization;
using System.Numerics;

namespace Hinge.Scattering.Frames;

/// <summary>
/// Wavelets, curvelets and ridgelets as one family: bands in |k| cut into directions, more of them at finer scales the
/// smaller α is. Parseval on every grid of two dimensions.
/// </summary>
/// <remarks>
/// Band j has M_j = 2 L0 2^{⌊(1-α)j⌋} one-sided windows cos(π/2 v(|Δ| M_j / 2π)) around the angles 2πl/M_j; the real
/// variant joins opposite ones. α = 1: wavelets, ½: curvelets, 0: ridgelets. On rectangular grids each axis is
/// stretched to the longest.
/// </remarks>
public sealed record PolarFrame : FrameSettings
{
    private PolarFrame(string name, double alpha, int scales, int directions, bool real)
    {
        (Name, Alpha) = (name, alpha);
        Scales = InRange(scales, 1, 20, "J");
        Directions = InRange(directions, real ? 2 : 1, 64, "L");
        IsReal = real;
    }

    /// <summary>wavelets, curvelets or ridgelets.</summary>
    public string Name { get; }

    /// <summary>α: 1, ½ or 0.</summary>
    public double Alpha { get; }

    /// <summary>J, the number of bands.</summary>
    public int Scales { get; }

    /// <summary>L0: half the one-sided windows of the coarsest band.</summary>
    public int Directions { get; }

    /// <summary>Whether opposite windows are joined, so that the filters are real.</summary>
    public bool IsReal { get; }

    /// <inheritdoc/>
    public override string Text => string.Create(
        CultureInfo.InvariantCulture, $"{Name}:J={Scales},L={Directions}{(IsReal ? ",real" : "")}");

    /// <summary>As many directions at every scale.</summary>
    /// <param name="scales">J, 1 … 20.</param>
    /// <param name="directions">L0, 1 … 64 (from 2 on where real).</param>
    /// <param name="real">Joins opposite windows.</param>
    /// <exception cref="FrameException">A number is outside its range.</exception>
    public static PolarFrame Wavelets(int scales, int directions, bool real = false) =>
        new("wavelets", 1, scales, directions, real);

    /// <summary>Twice the directions at every second scale; see <see cref="Wavelets"/>.</summary>
    public static PolarFrame Curvelets(int scales, int directions, bool real = false) =>
        new("curvelets", 0.5, scales, directions, real);

    /// <summary>Twice the directions at every scale; see <see cref="Wavelets"/>.</summary>
    public static PolarFrame Ridgelets(int scales, int directions, bool real = false) =>
        new("ridgelets", 0, scales, directions, real);

    /// <inheritdoc/>
    private protected override Frame Compose(GridSize grid)
    {
        Require(grid, dimensions: 2);
        RadialBands bands = new(Scales, grid.Longest);
        double stretchY = (double)grid.Longest / grid.Rows, stretchX = (double)grid.Longest / grid.Columns;
        double Radius(int y, int x) => Math.Sqrt((y * stretchY * y * stretchY) + (x * stretchX * x * stretchX));
        bands.RefuseEmptyScales($"{Name}:J={Scales}", grid, Radius);

        FrameBuilder builder = new(Text, grid);
        for (int j = Scales - 1; j >= 0; j--)
        {
            int half = Directions << (int)Math.Floor((1 - Alpha) * j);
            for (int l = 0; l < (IsReal ? half : 2 * half); l++)
            {
                (int scale, int direction) = (j, l);
                double Value(int y, int x)
                {
                    double band = bands.Band(scale, Radius(y, x));
                    if (band == 0)
                        return 0;
                    double angle = Math.Atan2(y * stretchY, x * stretchX);
                    double window = Window(angle, direction, 2 * half);
                    return band * (IsReal ? window + Window(angle, direction + half, 2 * half) : window);
                }
                AtomLabel label = new(Scales - 1 - j, Math.PI * l / half, bands.Centre(j));
                builder.Add(
                    label, $"scale {j} direction {l}", (y, x) => IsReal ? Even(grid, Value, y, x) : Value(y, x));
            }
        }
        return builder.Finish(new(Scales, CentreFrequency: 0), (y, x) => bands.Low(Radius(y, x)));
    }

    private static double Window(double angle, int direction, int count)
    {
        double turns = (angle / (2 * Math.PI)) - ((double)direction / count);
        return MeyerWindow.Fall(Math.Abs(turns - Math.Round(turns)) * count);
    }

    // On the Nyquist row and column -k falls on the same row or column, where the window of k knows nothing of it.
    private static Complex Even(GridSize grid, Func<int, int, double> value, int y, int x)
    {
        bool nyquistY = 2 * y == -grid.Rows, nyquistX = 2 * x == -grid.Columns;
        double here = value(y, x);
        if (!nyquistY && !nyquistX)
            return here;
        double there = value(nyquistY ? y : -y, nyquistX ? x : -x);
        return Math.Sqrt(0.5 * ((here * here) + (there * there)));
    }
}
