using Hinge.Core.Randomness;

namespace Hinge.Samples.Drawing;

/// <summary>Shapes to fill. Their sizes are in pixels, whatever the size of the picture.</summary>
internal static class Regions
{
    /// <summary>A shape of any kind, centred within the picture.</summary>
    public static Region Random(RandomStream random, int width, int height)
    {
        double x = width * random.NextDouble(), y = height * random.NextDouble();
        return random.NextInt32(6) switch
        {
            0 or 1 => Bar(random, x, y),
            2 => Disc(random, x, y),
            3 => Ring(random, x, y),
            4 => Polygon(random, x, y),
            _ => Writing(random, x, y),
        };
    }

    private static Region Bar(RandomStream random, double x0, double y0)
    {
        Direction direction = Direction.Random(random);
        double halfLength = Between(random, 8, 60), halfWidth = Between(random, 0.5, 8), reach = halfLength + halfWidth;
        return new Region(x0, y0, reach, reach, (x, y) =>
            Math.Abs(direction.Along(x, y)) <= halfLength && Math.Abs(direction.Across(x, y)) <= halfWidth);
    }

    private static Region Disc(RandomStream random, double x0, double y0)
    {
        double radius = Between(random, 2, 24);
        return new Region(x0, y0, radius, radius, (x, y) => Squared(x, y) <= radius * radius);
    }

    private static Region Ring(RandomStream random, double x0, double y0)
    {
        double outer = Between(random, 4, 24), inner = outer - Between(random, 1, 3);
        return new Region(x0, y0, outer, outer, (x, y) =>
            Squared(x, y) <= outer * outer && Squared(x, y) >= inner * inner);
    }

    // The points on the inner side of three to five lines around the centre; a disc closes what the lines leave open.
    private static Region Polygon(RandomStream random, double x0, double y0)
    {
        const double reach = 40;
        Direction[] outward = new Direction[random.NextInt32(3, 6)];
        double[] distance = new double[outward.Length];
        for (int i = 0; i < outward.Length; i++)
            (outward[i], distance[i]) = (Direction.Random(random), Between(random, 4, 16));
        return new Region(x0, y0, reach, reach, (x, y) =>
        {
            bool inside = Squared(x, y) <= reach * reach;
            for (int i = 0; inside && i < outward.Length; i++)
                inside = outward[i].Along(x, y) <= distance[i];
            return inside;
        });
    }

    // A line of letter-like signs: each three strokes between points of a 3 x 4 grid.
    private static Region Writing(RandomStream random, double x0, double y0)
    {
        const int strokes = 3;
        int letters = random.NextInt32(3, 8);
        double step = Between(random, 2, 4), half = Between(random, 0.5, 1), spacing = (2 * step) + (4 * half);
        double top = -1.5 * step, left = -letters * spacing / 2;
        (double X, double Y)[] points = new (double, double)[letters * (strokes + 1)];
        for (int i = 0; i < points.Length; i++)
        {
            double letter = left + (i / (strokes + 1) * spacing);
            points[i] = (letter + (random.NextInt32(3) * step), top + (random.NextInt32(4) * step));
        }
        return new Region(x0, y0, half - left, half - top, (x, y) =>
        {
            for (int i = 0; i + 1 < points.Length; i++)
            {
                bool sameLetter = i % (strokes + 1) != strokes;
                if (sameLetter && SquaredToSegment(x, y, points[i], points[i + 1]) <= half * half)
                    return true;
            }
            return false;
        });
    }

    private static double SquaredToSegment(double x, double y, (double X, double Y) a, (double X, double Y) b)
    {
        double dx = b.X - a.X, dy = b.Y - a.Y, length = Squared(dx, dy);
        double t = length == 0 ? 0 : Math.Clamp((((x - a.X) * dx) + ((y - a.Y) * dy)) / length, 0, 1);
        return Squared(x - a.X - (t * dx), y - a.Y - (t * dy));
    }

    private static double Squared(double x, double y) => (x * x) + (y * y);

    private static double Between(RandomStream random, double low, double high) =>
        low + ((high - low) * random.NextDouble());
}
