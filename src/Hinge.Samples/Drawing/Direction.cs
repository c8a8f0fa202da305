using Hinge.Core.Randomness;

namespace Hinge.Samples.Drawing;

/// <summary>A unit vector.</summary>
internal readonly record struct Direction(double X, double Y)
{
    /// <summary>Every angle equally likely, without sine or cosine: a point of the unit disc, normalised.</summary>
    public static Direction Random(RandomStream random)
    {
        while (true)
        {
            double x = (2 * random.NextDouble()) - 1, y = (2 * random.NextDouble()) - 1;
            double squared = (x * x) + (y * y);
            if (squared is > 1e-4 and <= 1)
                return new Direction(x / Math.Sqrt(squared), y / Math.Sqrt(squared));
        }
    }

    /// <summary>How far a point lies along this direction.</summary>
    public double Along(double x, double y) => (X * x) + (Y * y);

    /// <summary>How far a point lies to the side of this direction.</summary>
    public double Across(double x, double y) => (X * y) - (Y * x);
}
