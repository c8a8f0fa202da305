using Hinge.Core.Randomness;

namespace Hinge.Scattering.Certificates;

/// <summary>Signals known at every point, so that they can be deformed exactly.</summary>
internal static class TestSignal
{
    /// <summary>Samples of a function at x - τ(x) on a grid, the unit being the whole axis; real parts only.</summary>
    public static double[] Sample(
        GridSize grid, Func<double, double, double> function, Displacement? shift, int components)
    {
        double[] values = new double[grid.Count * components];
        for (int i = 0; i < grid.Count; i++)
        {
            double y = (double)(i / grid.Columns) / grid.Rows, x = (double)(i % grid.Columns) / grid.Columns;
            (double down, double along) = shift?.At(y, x) ?? (0, 0);
            values[i * components] = function(y - down, x - along);
        }
        return values;
    }

    /// <summary>A random trigonometric polynomial with all frequencies up to a radius.</summary>
    public static Func<double, double, double> BandLimited(RandomStream random, int dimensions, int radius)
    {
        List<(int Y, int X, double Cosine, double Sine)> waves = [];
        for (int y = dimensions == 1 ? 0 : -radius; y <= (dimensions == 1 ? 0 : radius); y++)
        {
            for (int x = 0; x <= radius; x++)
            {
                // The outermost frequencies alone come closest to the bound.
                int square = (y * y) + (x * x);
                if (square <= radius * radius && (square == radius * radius || random.NextInt32(2) == 0))
                    waves.Add((y, x, random.NextGaussian(), random.NextGaussian()));
            }
        }
        return (y, x) =>
        {
            double sum = 0;
            foreach ((int ky, int kx, double cosine, double sine) in waves)
            {
                (double s, double c) = Math.SinCos(2 * Math.PI * ((ky * y) + (kx * x)));
                sum += (cosine * c) + (sine * s);
            }
            return sum;
        };
    }

    /// <summary>The distance of a point from a centre on the torus.</summary>
    public static double Distance(double y, double x, double centreY, double centreX)
    {
        double down = y - centreY, along = x - centreX;
        down -= Math.Round(down);
        along -= Math.Round(along);
        return Math.Sqrt((down * down) + (along * along));
    }

    /// <summary>How many samples have a distance from the centre between two values.</summary>
    public static int CountBetween(GridSize grid, double centreY, double centreX, double least, double most)
    {
        int count = 0;
        for (int i = 0; i < grid.Count; i++)
        {
            double y = (double)(i / grid.Columns) / grid.Rows, x = (double)(i % grid.Columns) / grid.Columns;
            double distance = Distance(y, x, centreY, centreX);
            if (distance >= least && distance <= most)
                count++;
        }
        return count;
    }
}
