using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;
using Hinge.Scattering.NonLinearities;
using Hinge.Scattering.Presets;
using Hinge.Scattering.Transforms;

namespace Hinge.Scattering.Tests.Transforms;

public class LaneTests
{
    private const double Rounding = 5e-7;

    private static readonly Dictionary<string, Func<Network>> s_networks = new(StringComparer.Ordinal)
    {
        ["kymatio2d 28x28 J=2"] = () => Preset.Kymatio2D(new(28, 28), 2),
        ["kymatio2d 20x37 J=3 L=4"] = () => Preset.Kymatio2D(new(20, 37), 3, 4),
        ["wavelets modulus sub"] = () => TestNetworks.Deep("wavelets:J=2,L=3", "32x32", pooling: "sub:2"),
        ["wavelets relu average"] = () =>
            TestNetworks.Deep("wavelets:J=2,L=2", "28x20", nonLinearity: "relu", pooling: "average:2"),
        ["shearlets tanh"] = () => TestNetworks.Deep("shearlets:J=2", "31x31", depth: 1, nonLinearity: "tanh"),
        ["real wavelets relu max"] = () =>
            TestNetworks.Deep("wavelets:J=2,L=2,real", "36x36", depth: 1, nonLinearity: "relu", pooling: "max:3"),
        ["gabor identity, odd size"] = () => TestNetworks.Deep("gabor:K=3", "15x29", nonLinearity: "identity"),
        ["companion rbio2.2"] = () => Preset.Companion(
            new(28, 28), TensorFrame.Rbio22(3), NonLinearity.Logistic, Pooling.Maximum(2)),
        ["companion haar, zero padding"] = () => TestNetworks.Deep(
            "haar:J=2", "17x19", nonLinearity: "relu", pooling: "average:2", options: new()
            {
                Paths = PathRule.Scale, Boundary = new(BoundaryKind.Zero, new(17, 19), new(24, 20)),
            }),
        ["morlet, repeated edge, thinned and cut output"] = () => TestNetworks.Deep(
            "morlet:J=2,L=4", "24x24", pooling: "sub:2", options: new()
            {
                Paths = PathRule.Decreasing, Boundary = new(BoundaryKind.Repeat, new(24, 24), new(32, 32)),
                OutputReduction = 4, OutputCrop = 1,
            }),
        ["a prime size"] = () => TestNetworks.Deep("wavelets:J=2,L=2", "37x41", depth: 1),
        ["one dimension"] = () => TestNetworks.Deep("meyer:J=3", "256", depth: 3, pooling: "sub:2"),
        ["one dimension, 37 samples"] = () => TestNetworks.Deep("haar:J=2", "37", nonLinearity: "relu"),
        ["complex signals"] = () => TestNetworks.Deep(
            "gabor:K=4", "16x24", depth: 1, nonLinearity: "relu", options: new() { Input = InputKind.Complex }),
        ["no module"] = () => TestNetworks.Deep("wavelets:J=2,L=2", "16x16", depth: 0),
    };

    public static TheoryData<string> Networks => [.. s_networks.Keys];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Lanes_agree_with_the_scalar_transform(string name)
    {
        Network network = s_networks[name]();
        const int count = 19; // a whole group of sixteen, two of eight, and some that leave lanes idle
        ScalarTransform scalar = new(network);
        double[] noise = TestNetworks.Noise(count * scalar.InputLength, 5);
        float[] signals = [.. noise.Select(value => (float)value)];
        double[] expected = new double[count * scalar.FeatureLength];
        scalar.Transform([.. signals.Select(value => (double)value)], count, expected);
        float[] batch = [];
        foreach (int width in (int[])[16, 8, 1])
        {
            float[] found = Run(network, signals, count, new() { Lanes = LaneChoice.Batch, LaneWidth = width });
            Assert.InRange(Distance(found, expected), 0, Rounding);
            Assert.True(batch.Length == 0 || batch.AsSpan().SequenceEqual(found), $"{width} lanes give other bytes");
            batch = found;
        }
        foreach (int width in (int[])[16, 8])
        {
            float[] found = Run(network, signals, count, new() { Lanes = LaneChoice.Columns, LaneWidth = width });
            Assert.InRange(Distance(found, expected), 0, Rounding);
        }
    }

    [Fact]
    public void They_agree_for_networks_drawn_by_lot()
    {
        RandomStream random = new(17);
        string[] frames = ["haar:J=1", "haar:J=2", "gabor:K=2", "gabor:K=3", "random:K=4,size=3,seed=2", "rbio2.2:J=1"];
        string[] words = ["none", "sub", "average", "max"];
        int built = 0;
        for (int draw = 0; draw < 60; draw++)
        {
            int Pick(int count) => (int)(random.NextDouble() * count);
            GridSize size = new(4 + Pick(37), 4 + Pick(37));
            Module[] modules = new Module[1 + Pick(2)];
            for (int i = 0; i < modules.Length; i++)
            {
                string word = words[Pick(4)];
                modules[i] = new(
                    FrameText.Parse(frames[Pick(frames.Length)]), NonLinearity.BuiltIn[Pick(5)],
                    Pooling.Parse(word == "none" ? word : $"{word}:{2 + Pick(2)}"));
            }
            Network network;
            try
            {
                network = new(size, modules, FrameText.Parse("haar:J=1"), new() { Paths = (PathRule)Pick(4) });
            }
            catch (InputException)
            {
                continue; // the sizes do not divide, or a frame has no room
            }
            built++;
            float[] signals = [.. TestNetworks.Noise(3 * size.Count, (ulong)draw).Select(value => (float)value)];
            ScalarTransform scalar = new(network);
            double[] expected = new double[3 * scalar.FeatureLength];
            scalar.Transform([.. signals.Select(value => (double)value)], 3, expected);
            foreach (LaneChoice lanes in (LaneChoice[])[LaneChoice.Batch, LaneChoice.Columns])
            {
                float[] found = Run(network, signals, 3, new() { Lanes = lanes });
                Assert.True(Distance(found, expected) < Rounding, $"{draw}: {size}, {string.Join("; ", modules)}");
            }
        }
        Assert.True(built > 15, $"{built} of 60 networks could be built");
    }

    [Theory]
    [InlineData(LaneChoice.Batch, 37)]
    [InlineData(LaneChoice.Columns, 5)]
    [InlineData(LaneChoice.Columns, 1)]
    [InlineData(LaneChoice.Batch, 1)]
    public void Any_number_of_threads_gives_the_same_bytes(LaneChoice lanes, int count)
    {
        Network network = Preset.Kymatio2D(new(24, 24), 2);
        float[] signals = [.. TestNetworks.Noise(count * 24 * 24, 9).Select(value => (float)value)];
        float[] one = Run(network, signals, count, new() { Lanes = lanes });
        foreach (int threads in (int[])[2, 3, 7])
            Assert.Equal(one, Run(network, signals, count, new() { Lanes = lanes, Threads = threads }));
    }

    [Theory]
    [InlineData(LaneChoice.Batch)]
    [InlineData(LaneChoice.Columns)]
    public void Nothing_is_allocated_by_a_call(LaneChoice lanes)
    {
        ScatteringTransform transform = new(Preset.Kymatio2D(new(32, 32), 2), new() { Lanes = lanes });
        float[] signals = new float[20 * transform.InputLength], features = new float[20 * transform.FeatureLength];
        transform.Transform(signals, 20, features);
        // Collections that other tests cause are charged to a thread now and then.
        long least = long.MaxValue;
        for (int call = 0; call < 10 && least > 0; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            transform.Transform(signals, 20, features);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    private static float[] Run(Network network, float[] signals, int count, TransformSettings settings)
    {
        ScatteringTransform transform = new(network, settings);
        float[] features = new float[count * transform.FeatureLength];
        Array.Fill(features, float.NaN);
        transform.Transform(signals, count, features);
        return features;
    }

    private static double Distance(float[] found, double[] expected)
    {
        double error = 0, norm = 0;
        for (int i = 0; i < found.Length; i++)
        {
            error += (found[i] - expected[i]) * (found[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return double.IsNaN(error) ? double.PositiveInfinity : Math.Sqrt(error / norm);
    }
}
