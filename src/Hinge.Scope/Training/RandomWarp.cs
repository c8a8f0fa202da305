using Hinge.Core.Randomness;
using static TorchSharp.torch;

namespace Hinge.Scope.Training;

/// <summary>
/// Digits shifted, turned, scaled and written with more or less ink, each in its own way, so that a few go a long way.
/// </summary>
/// <remarks>
/// The ink decides where a network keeps its knowledge. One that answers f(ax) ≈ f(x) for all a around 1 has
/// F x = d f(ax)/da ≈ 0 there, as far as F is constant along the way: its decision must lie in r. A network without
/// biases cannot follow, since f(ax) = a f(x), and only its margins grow.
/// </remarks>
internal static class RandomWarp
{
    private const double Shift = 2;      // pixels, along each axis
    private const double Turn = 10;      // degrees
    private const double Scale = 0.1;
    private const double Ink = 2;        // a factor from 1/2 to 2, even in its logarithm

    /// <summary>What <see cref="Apply"/> does, with its numbers.</summary>
    public static string Text =>
        $"shifts of {Shift} pixels, turns of {Turn} degrees, scales of {Scale}, ink by factors up to {Ink}";

    /// <summary>The pictures, each under a random affine map and factor; what comes from outside is 0.</summary>
    /// <param name="pictures">[n, c, h, w].</param>
    /// <param name="random">Five numbers a picture.</param>
    public static Tensor Apply(Tensor pictures, RandomStream random)
    {
        long n = pictures.shape[0], height = pictures.shape[2], width = pictures.shape[3];
        float[] maps = new float[6 * n], ink = new float[n];
        for (int i = 0; i < n; i++)
        {
            double Draw(double most) => most * ((2 * random.NextDouble()) - 1);
            double angle = Draw(Turn) * Math.PI / 180, factor = 1 + Draw(Scale);
            (double sine, double cosine) = Math.SinCos(angle);
            // From places in the result to places in the picture; both run from -1 to 1.
            Span<float> map = maps.AsSpan(6 * i, 6);
            (map[0], map[1]) = ((float)(factor * cosine), (float)(-factor * sine));
            (map[3], map[4]) = ((float)(factor * sine), (float)(factor * cosine));
            (map[2], map[5]) = ((float)(2 * Draw(Shift) / width), (float)(2 * Draw(Shift) / height));
            ink[i] = (float)Math.Pow(Ink, Draw(1));
        }
        using DisposeScope scope = NewDisposeScope();
        Tensor grid = nn.functional.affine_grid(tensor(maps, [n, 2, 3]), pictures.shape, align_corners: false);
        Tensor moved = nn.functional.grid_sample(pictures, grid, align_corners: false);
        return moved.mul_(tensor(ink, [n, 1, 1, 1])).MoveToOuterDisposeScope();
    }
}
