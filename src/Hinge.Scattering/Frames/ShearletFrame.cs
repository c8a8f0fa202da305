using System.Numerics;

namespace Hinge.Scattering.Frames;

/// <summary>
/// Cone-adapted shearlets by the fast finite shearlet transform. Parseval on grids of two dimensions.
/// </summary>
/// <remarks>S. Häuser, G. Steidl, "Fast Finite Shearlet Transform", arXiv 1202.1773.</remarks>
public sealed record ShearletFrame : FrameSettings
{
    /// <summary>A recipe.</summary>
    /// <param name="scales">J, 1 … 6.</param>
    /// <exception cref="FrameException">J is outside its range.</exception>
    public ShearletFrame(int scales) => Scales = InRange(scales, 1, 6, "J");

    /// <summary>J, the number of scales; scale j has 2^{j+2} atoms.</summary>
    public int Scales { get; }

    /// <inheritdoc/>
    public override string Text => $"shearlets:J={Scales}";

    /// <inheritdoc/>
    private protected override Frame Compose(GridSize grid)
    {
        Require(grid, dimensions: 2);
        double unit = Math.Pow(2, (2 * Scales) - 1);
        (double Y, double X) At(int y, int x) => (y * unit / (grid.Rows / 2.0), x * unit / (grid.Columns / 2.0));
        FrameBuilder builder = new(Text, grid);
        for (int j = Scales - 1; j >= 0; j--)
        {
            int before = builder.Count;
            int shears = 1 << j;
            // The radial window of scale j lives on [¼, 4] 4^j of the units of w.
            AtomLabel label = new(Scales - 1 - j, null, Math.Pow(4, j) / unit / 2);
            for (int k = -shears; k <= shears; k++)
            {
                (int scale, int shear) = (j, k);
                if (Math.Abs(k) == shears)
                {
                    builder.Add(
                        label with { Angle = k > 0 ? Math.PI / 4 : -Math.PI / 4 }, $"scale {j} seam {k}",
                        (y, x) => Value(At(y, x), scale, shear, cone: null));
                    continue;
                }
                double tilt = Math.Atan2(k, shears);
                builder.Add(
                    label with { Angle = tilt }, $"scale {j} shear {k}",
                    (y, x) => Value(At(y, x), scale, shear, cone: true));
                builder.Add(
                    label with { Angle = (Math.PI / 2) - tilt }, $"scale {j} shear {k} steep",
                    (y, x) => Value(At(y, x), scale, shear, cone: false));
            }
            if (builder.Count == before)
                throw new FrameException(
                    $"{Text} on {grid}: scale {j} holds no frequency; the largest J here is {LargestBelow(grid)}");
        }
        return builder.Finish(new(Scales, CentreFrequency: 0), (y, x) => LowPass(Largest(At(y, x))));
    }

    private int LargestBelow(GridSize grid)
    {
        for (int scales = Scales - 1; scales > 0; scales--)
        {
            try
            {
                new ShearletFrame(scales).Build(grid);
                return scales;
            }
            catch (FrameException)
            {
                // Not this one either.
            }
        }
        return 0;
    }

    private static double Largest((double Y, double X) w) => Math.Max(Math.Abs(w.Y), Math.Abs(w.X));

    // φ(w) = 1 up to ½, then cos(π/2 v(2|w| - 1)).
    private static double LowPass(double w) => MeyerWindow.Fall((2 * w) - 1);

    private Complex Value((double Y, double X) w, int j, int shear, bool? cone)
    {
        bool flat = Math.Abs(w.Y) <= Math.Abs(w.X);
        if (cone is { } wanted && wanted != flat)
            return 0;
        (double over, double under) = flat ? (w.Y, w.X) : (w.X, w.Y);
        double slope = under == 0 ? 0 : (1 << j) * over / under;
        return Radial(Largest(w), j) * Math.Sqrt(MeyerWindow.Step(1 - Math.Abs(slope - shear)));
    }

    private double Radial(double m, int j)
    {
        double scale = Math.Pow(4, j);
        if (j == Scales - 1 && m >= scale)
            return 1;
        double low = Bump(2 * m / scale), high = Bump(m / scale);
        return Math.Sqrt((low * low) + (high * high));
    }

    private static double Bump(double w) =>
        w < 1 || w > 4 ? 0 : w <= 2 ? MeyerWindow.Rise(w - 1) : MeyerWindow.Fall((w / 2) - 1);
}
