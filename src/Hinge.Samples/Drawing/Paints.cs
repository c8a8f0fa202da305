using Hinge.Core.Randomness;

namespace Hinge.Samples.Drawing;

/// <summary>Ways to fill a shape.</summary>
internal static class Paints
{
    /// <summary>One of all the ways: half of them plain or smooth, half with detail.</summary>
    public static Paint Random(RandomStream random, int width, int height) => random.NextInt32(6) switch
    {
        0 or 1 => Plain(random),
        2 => Gradient(random, width, height),
        3 => Stripes(random),
        4 => Checks(random),
        _ => Grain(random),
    };

    /// <summary>From one colour at one side of the picture to another at the other side.</summary>
    public static Paint Gradient(RandomStream random, int width, int height)
    {
        Colour from = AnyColour(random), to = AnyColour(random);
        Direction direction = Direction.Random(random);
        double reach = (Math.Abs(direction.X) * width / 2) + (Math.Abs(direction.Y) * height / 2);
        return (x, y) =>
        {
            double along = direction.Along(x - (width / 2.0), y - (height / 2.0));
            return from.Toward(to, Math.Clamp(0.5 + (along / (2 * reach)), 0, 1));
        };
    }

    private static Paint Plain(RandomStream random)
    {
        Colour colour = AnyColour(random);
        return (_, _) => colour;
    }

    // A smooth wave of 3 to 15 pixels: t²(3 - 2t) up and down again.
    private static Paint Stripes(RandomStream random)
    {
        Colour a = AnyColour(random), b = AnyColour(random);
        Direction direction = Direction.Random(random);
        double period = 3 + (12 * random.NextDouble());
        return (x, y) =>
        {
            double phase = direction.Along(x, y) / period;
            double t = Math.Abs((2 * (phase - Math.Floor(phase))) - 1);
            return a.Toward(b, t * t * (3 - (2 * t)));
        };
    }

    private static Paint Checks(RandomStream random)
    {
        Colour a = AnyColour(random), b = AnyColour(random);
        Direction direction = random.NextInt32(2) == 0 ? new Direction(1, 0) : Direction.Random(random);
        double side = 2 + (6 * random.NextDouble());
        return (x, y) =>
        {
            long column = (long)Math.Floor(direction.Along(x, y) / side);
            long row = (long)Math.Floor(direction.Across(x, y) / side);
            return ((column + row) & 1) == 0 ? a : b;
        };
    }

    // Random numbers on a grid of 2 to 6 pixels, interpolated, between two colours.
    private static Paint Grain(RandomStream random)
    {
        const int period = 32;
        Colour a = AnyColour(random), b = AnyColour(random);
        double step = 2 + (4 * random.NextDouble());
        double[] grid = new double[period * period];
        random.FillUniform(grid, 0, 1);
        return (x, y) =>
        {
            double u = x / step, v = y / step;
            int i = (int)Math.Floor(u), j = (int)Math.Floor(v);
            double s = u - i, t = v - j;
            double above = (At(i, j) * (1 - s)) + (At(i + 1, j) * s);
            double below = (At(i, j + 1) * (1 - s)) + (At(i + 1, j + 1) * s);
            return a.Toward(b, (above * (1 - t)) + (below * t));
        };

        double At(int i, int j) => grid[((j & (period - 1)) * period) + (i & (period - 1))];
    }

    // Mostly a brightness, which leans to dark or light, and a little of a hue: neighbours differ in grey as well.
    private static Colour AnyColour(RandomStream random)
    {
        double t = random.NextDouble(), brightness = t * t * (3 - (2 * t));
        Colour hue = new(random.NextDouble(), random.NextDouble(), random.NextDouble());
        return new Colour(brightness, brightness, brightness).Toward(hue, 0.35);
    }
}
