using System.Numerics;
using Hinge.Scattering.Fourier;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;
using Hinge.Scattering.NonLinearities;

namespace Hinge.Scattering.Presets;

/// <summary>Published networks.</summary>
public static class Preset
{
    /// <summary>The two-dimensional Morlet transform of kymatio, order 2, to the digit.</summary>
    /// <param name="size">The size of an image; each side at least 2^J.</param>
    /// <param name="scales">J, 1 … 8.</param>
    /// <param name="directions">L, 2 … 64.</param>
    /// <exception cref="NetworkException">The image is too small, or a number outside its range.</exception>
    public static Network Kymatio2D(GridSize size, int scales, int directions = 8) =>
        Kymatio2D(size, scales, directions, KymatioFrame.PublishedPi);

    /// <summary>The one-dimensional Morlet transform of kymatio, order 2, averages over 2^J samples.</summary>
    /// <param name="length">Samples of a signal; at least 2^J, and 8.</param>
    /// <param name="scales">J, 1 … 16.</param>
    /// <param name="wavelets">Q, wavelets an octave in the first order, 1 … 64; the second has 1.</param>
    /// <exception cref="NetworkException">The signal is too short, or a number outside its range.</exception>
    public static Network Kymatio1D(int length, int scales, int wavelets = 8)
    {
        if (scales is < 1 or > 16 || wavelets is < 1 or > 64)
            throw new NetworkException(
                $"kymatio1d:J={scales},Q={wavelets}: expected J from 1 to 16 and Q from 1 to 64");
        if (length < Math.Max(8, 1 << scales) || length > 1 << 22)
            throw new NetworkException(
                $"kymatio1d:J={scales} on {length}: expected {Math.Max(8, 1 << scales)} to {1 << 22} samples");
        int padded = Padded(length, scales), start = (padded - length) / 2, end = start + length;
        for (int j = 0; j < scales; j++)
            (start, end) = ((start + 1) / 2, (end + 1) / 2);
        Module First(int each) => new(new KymatioFrame1D(scales, each, padded), NonLinearity.Modulus, Pooling.None);
        return new(new(length), [First(wavelets), First(1)], new KymatioFrame1D(scales, 0, padded), new()
        {
            Paths = PathRule.Coarser,
            Boundary = new(BoundaryKind.Reflect, new(length), new(padded)),
            OutputReduction = 1 << scales,
            OutputCrop = start,
            OutputCropBehind = (padded >> scales) - end,
        });
    }

    /// <summary>
    /// The companion's network: tensor wavelets of three levels on two layers without and with pooling, paths of
    /// non-decreasing level, outputs at full size.
    /// </summary>
    /// <param name="size">The size of an image, 28x28 in the companion.</param>
    /// <param name="frame">Haar or the reverse biorthogonal pair 2.2, three levels.</param>
    /// <param name="nonLinearity">The same in both layers.</param>
    /// <param name="pooling">That of the second layer; the first has none.</param>
    /// <exception cref="NetworkException">The image cannot be pooled.</exception>
    public static Network Companion(
        GridSize size, FrameSettings frame, NonLinearity nonLinearity, Pooling pooling) => new(
        size,
        [new(frame, nonLinearity, Pooling.None), new(frame, nonLinearity, pooling)],
        frame,
        new() { Paths = PathRule.Scale });

    /// <summary>Reads <c>kymatio2d:J=3,L=8</c> or <c>companion:haar</c>.</summary>
    /// <param name="text">A preset.</param>
    /// <param name="size">The size of a signal.</param>
    /// <exception cref="Core.InputException">No such preset or key, or it does not suit the size.</exception>
    public static Network Parse(string text, GridSize size)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? text : text[..colon];
        switch (name)
        {
            case "kymatio2d":
                FrameKeys keys = new(text, colon < 0 ? text.Length : colon + 1, ["J", "L"]);
                return Kymatio2D(size, keys.Whole("J", 3), keys.Whole("L", 8));
            case "kymatio1d":
                FrameKeys long1D = new(text, colon < 0 ? text.Length : colon + 1, ["J", "Q"]);
                return size.Dimensions == 1
                    ? Kymatio1D(size.Columns, long1D.Whole("J", 8), long1D.Whole("Q", 8))
                    : throw new NetworkException($"preset '{text}' on {size}: expected signals of one dimension");
            case "companion":
                string frame = colon < 0 ? "haar" : text[(colon + 1)..];
                if (frame is not ("haar" or "rbio2.2"))
                    throw new NetworkException($"preset '{text}': expected companion:haar or companion:rbio2.2");
                return Companion(
                    size, FrameText.Parse(frame + ":J=3"), NonLinearity.Modulus, Pooling.SubSample(2));
            default:
                throw new NetworkException(
                    $"unknown preset '{name}'; {FrameText.Nearest(name, ["kymatio1d", "kymatio2d", "companion"])}");
        }
    }

    /// <summary>The same with another π in the norm of the filters, for tests.</summary>
    internal static Network Kymatio2D(GridSize size, int scales, int directions, double pi)
    {
        if (scales is < 1 or > 8 || directions is < 2 or > 64)
            throw new NetworkException(
                $"kymatio2d:J={scales},L={directions}: expected J from 1 to 8 and L from 2 to 64");
        if (size.Dimensions != 2 || Math.Min(size.Rows, size.Columns) < 1 << scales)
            throw new NetworkException($"kymatio2d:J={scales} on {size}: expected sides of at least {1 << scales}");
        int step = 1 << scales;
        GridSize padded = new(((size.Rows / step) + 2) * step, ((size.Columns / step) + 2) * step);
        KymatioFrame frame = new(scales, directions, padded, pi);
        Module module = new(frame, NonLinearity.Modulus, Pooling.None);
        return new(size, [module, module], frame, new()
        {
            Paths = PathRule.Decreasing,
            Boundary = new(BoundaryKind.Reflect, size, padded),
            OutputReduction = step,
            OutputCrop = 1,
        });
    }

    // The low-pass must have died out within the padding: at most 1e-3 of its sum lies beyond its support.
    private static int Padded(int length, int scales)
    {
        Complex[] taps = new KymatioFilters1D(scales, length).LowPass();
        FourierPlan plan = new(length);
        plan.Inverse(taps, new Complex[plan.ScratchLength]);
        double rest = 0;
        int half = length / 2, support = half;
        for (int n = half - 1; n >= 0; n--)
        {
            rest += Complex.Abs(taps[n]);
            if (rest > 1e-3)
                break;
            support = n;
        }
        support = support < half ? support + 1 : half;
        int power = Math.Min(
            (int)Math.Ceiling(Math.Log2(length + (6.0 * support))), (int)Math.Floor(Math.Log2((3.0 * length) - 2)));
        return 1 << power;
    }
}
