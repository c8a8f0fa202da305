using System.Numerics;
using Hinge.Scattering.Fourier;

namespace Hinge.Scattering.Tests.Fourier;

public unsafe class LanePlanTests
{
    [Fact]
    public void Every_length_up_to_300_is_the_transform_in_double_rounded()
    {
        for (int length = 1; length <= 300; length++)
            AssertLike<Lane16>(length);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(4096)]
    [InlineData(65536)]
    [InlineData(8191)]
    public void Long_ones_too(int length) => AssertLike<Lane16>(length);

    [Theory]
    [InlineData(28)]
    [InlineData(37)]
    [InlineData(232)]
    [InlineData(240)]
    public void Every_width_gives_the_same_bytes(int length)
    {
        float[] wide = AssertLike<Lane16>(length);
        Assert.Equal(wide, AssertLike<Lane8>(length));
        Assert.Equal(wide, AssertLike<Lane1>(length));
    }

    [Fact]
    public void Squares_are_transposed()
    {
        AssertTransposed<Lane16>();
        AssertTransposed<Lane8>();
        AssertTransposed<Lane1>();
    }

    private static void AssertTransposed<TLane>()
        where TLane : unmanaged, ILane<TLane>
    {
        int width = TLane.Width;
        PinnedFloats from = new(width * 19), to = new(width * 17);
        for (int i = 0; i < width * 19; i++)
            from.At[i] = i;
        TLane.Transpose(from.At, 19, to.At, 17);
        for (int i = 0; i < width * width; i++)
            Assert.Equal(from.At[(i / width * 19) + (i % width)], to.At[(i % width * 17) + (i / width)]);
        GC.KeepAlive(from);
        GC.KeepAlive(to);
    }

    // Lane l holds the signal turned by l samples. Returns the first lane's transform.
    private static float[] AssertLike<TLane>(int length)
        where TLane : unmanaged, ILane<TLane>
    {
        double[] noise = TestNetworks.Noise(2 * length, (ulong)length);
        float[] rounded = [.. noise.Select(value => (float)value)];
        LanePlan plan = new(length);
        int width = TLane.Width;
        PinnedFloats room = new((long)width * ((4 * length) + plan.ExtraLanes));
        TLane* xr = (TLane*)room.At, xi = xr + length, yr = xi + length, yi = yr + length, extra = yi + length;
        for (int n = 0; n < length; n++)
        {
            for (int lane = 0; lane < width; lane++)
            {
                ((float*)xr)[(n * width) + lane] = rounded[2 * ((n + lane) % length)];
                ((float*)xi)[(n * width) + lane] = rounded[(2 * ((n + lane) % length)) + 1];
            }
        }
        bool moved = plan.Run(xr, xi, yr, yi, extra);
        TLane* re = moved ? yr : xr, im = moved ? yi : xi;
        float[] first = new float[2 * length];
        FourierPlan exact = new(length);
        Complex[] expected = new Complex[length], scratch = new Complex[exact.ScratchLength];
        foreach (int lane in (int[])[0, width - 1])
        {
            for (int n = 0; n < length; n++)
                expected[n] = new(rounded[2 * ((n + lane) % length)], rounded[(2 * ((n + lane) % length)) + 1]);
            exact.Forward(expected, scratch);
            double error = 0, norm = 0;
            for (int k = 0; k < length; k++)
            {
                Complex found = new(((float*)re)[(k * width) + lane], ((float*)im)[(k * width) + lane]);
                if (lane == 0)
                    (first[2 * k], first[(2 * k) + 1]) = ((float)found.Real, (float)found.Imaginary);
                error += Math.Pow(Complex.Abs(found - expected[k]), 2);
                norm += Math.Pow(Complex.Abs(expected[k]), 2);
            }
            Assert.True(error <= 25e-14 * norm, $"{length}: {Math.Sqrt(error / norm)}");
        }
        // The inverse, times N, is the same with the parts exchanged.
        TLane* or = moved ? xr : yr, oi = moved ? xi : yi;
        bool back = plan.Run(im, re, oi, or, extra);
        TLane* result = back ? or : re, resultI = back ? oi : im;
        double round = 0;
        for (int n = 0; n < length; n++)
        {
            round = Math.Max(round, Math.Abs((((float*)result)[n * width] / length) - rounded[2 * n]));
            round = Math.Max(round, Math.Abs((((float*)resultI)[n * width] / length) - rounded[(2 * n) + 1]));
        }
        Assert.True(round < 4e-6, $"{length}: round trip {round}");
        GC.KeepAlive(room);
        GC.KeepAlive(plan);
        return first;
    }
}
