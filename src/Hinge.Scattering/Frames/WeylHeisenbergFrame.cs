using System.Numerics;

namespace Hinge.Scattering.Frames;

/// <summary>Weyl–Heisenberg (Gabor) atoms: K translates in frequency of one window on each axis. Parseval.</summary>
public sealed record WeylHeisenbergFrame : FrameSettings
{
    /// <summary>A recipe.</summary>
    /// <param name="bands">K on each axis, 2 … 256.</param>
    /// <exception cref="FrameException">K is outside its range.</exception>
    public WeylHeisenbergFrame(int bands) => Bands = InRange(bands, 2, 256, "K");

    /// <summary>K, the translates on each axis.</summary>
    public int Bands { get; }

    /// <inheritdoc/>
    public override string Text => $"gabor:K={Bands}";

    /// <inheritdoc/>
    private protected override Frame Compose(GridSize grid)
    {
        Require(grid);
        FrameBuilder builder = new(Text, grid);
        int rows = grid.Dimensions == 1 ? 1 : Bands;
        for (int a = 0; a < rows; a++)
        {
            for (int b = a == 0 ? 1 : 0; b < Bands; b++)
            {
                (int up, int along) = (a, b);
                double y = Wrapped((double)a / Bands), x = Wrapped((double)b / Bands);
                builder.Add(
                    new(0, Math.Atan2(y, x), Math.Sqrt((y * y) + (x * x))), $"band ({a}, {b})",
                    (ky, kx) => Value(grid, ky, kx, up, along));
            }
        }
        return builder.Finish(new(1, CentreFrequency: 0), (y, x) => Value(grid, y, x, 0, 0));
    }

    private Complex Value(GridSize grid, int y, int x, int up, int along) =>
        Window(x, grid.Columns, along) * (grid.Dimensions == 1 ? 1 : Window(y, grid.Rows, up));

    private double Window(int k, int length, int band)
    {
        double width = (double)length / Bands;
        return MeyerWindow.Fall(Math.Abs(Wrapped((k - (band * width)) / length)) * length / width);
    }

    private static double Wrapped(double cycles) => cycles - Math.Round(cycles);
}
