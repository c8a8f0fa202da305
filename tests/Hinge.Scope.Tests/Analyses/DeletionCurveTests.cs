using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Scope.Analyses;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Analyses;

/// <summary>Row E14 of the specification's §18, and the two curves.</summary>
[NoLeak]
public class DeletionCurveTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Frozen_deletion_falls_by_exactly_the_votes_removed(ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = Classifier(type, 1);
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter at = linear.Freeze(Picture(type));
        DeletionCurves curves = DeletionCurves.Of(at, [2], cancellation: TestContext.Current.CancellationToken);
        double y = at.Output[0, 2].ToDouble(), bound = type == ScalarType.Float32 ? 5e-6 : 1e-13;
        double size = curves.Votes.Votes.Sum(Math.Abs) + Math.Abs(curves.Votes.Residual);
        int[] order = [.. Enumerable.Range(0, 120).OrderByDescending(pixel => curves.Votes.Votes[pixel])];
        Assert.Equal(21, curves.ByVote.Fractions.Length);
        for (int step = 0; step <= 20; step++)
        {
            double removed = order.Take(6 * step).Sum(pixel => curves.Votes.Votes[pixel]);
            Assert.Equal(0.05 * step, curves.ByVote.Fractions[step], 1e-12);
            Assert.Equal(y - removed, curves.ByVote.Frozen[step], bound * size);
        }
        foreach (DeletionCurve curve in new[] { curves.ByVote, curves.AtRandom, curves.ByMagnitude })
        {
            Assert.Equal(y, curve.Real[0], bound * size);
            Assert.Equal(curves.Votes.Residual, curve.Frozen[^1], bound * size);
            using Tensor nothing = zeros_like(at.Input);
            using Tensor empty = net.call(nothing);
            Assert.Equal(empty[0, 2].ToDouble(), curve.Real[^1], bound * size);
        }
        Assert.All(curves.ByVote.Frozen.Zip(curves.AtRandom.Frozen), pair =>
            Assert.True(pair.First <= pair.Second + 1e-5));
    }

    [Fact]
    public void Votes_find_the_pixels_that_an_output_lives_on()
    {
        using DisposeScope scope = NewDisposeScope();
        // The output is the mean of the top left corner; the brightest pixels lie elsewhere.
        Tensor mask = zeros(1, 1, 10, 12);
        mask[0, 0, TensorIndex.Slice(0, 3), TensorIndex.Slice(0, 4)] = 1;
        using nn.Module<Tensor, Tensor> net = nn.Sequential(
            nn.ReLU(), new Hinge.Torch.Units.FixedMask(mask), nn.AdaptiveAvgPool2d(1), nn.Flatten());
        net.eval();
        using LinearScope linear = LinearScope.Attach(net);
        Tensor picture = rand(1, 1, 10, 12, generator: new Generator(1)) + 1 + 3 * (1 - mask);
        using Interpreter at = linear.Freeze(picture);
        DeletionCurves curves = DeletionCurves.Of(at, [0], cancellation: TestContext.Current.CancellationToken);
        Assert.True(curves.AreaRatio < 0.2, $"{curves.AreaRatio}");
        Assert.True(curves.ByMagnitude.Area > 1.5 * curves.AtRandom.Area);
        // Linear here, so what is real is what is frozen.
        Assert.Equal(curves.AtRandom.Frozen, curves.AtRandom.Real, (one, other) => Math.Abs(one - other) < 1e-6);
        DeletionCurve straight = new([0, 0.5, 1], [], [4, 2, 0]);
        Assert.Equal(2, straight.Area);
    }

    [Theory]
    [InlineData(Replacement.Mean)]
    [InlineData(Replacement.Blur)]
    public void What_replaces_a_pixel_is_what_is_left_in_the_end(Replacement replacement)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = Classifier(ScalarType.Float64, 4);
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter flat = linear.Freeze(full(1, 3, 10, 12, 0.7, dtype: ScalarType.Float64));
        // Mean and blur of a flat picture are the picture.
        DeletionCurves same = DeletionCurves.Of(
            flat, [1], new() { Replacement = replacement, Steps = 4 }, TestContext.Current.CancellationToken);
        Assert.All(same.ByVote.Real.Concat(same.ByVote.Frozen), y => Assert.Equal(same.Votes.Output, y, 1e-9));
        using Interpreter at = linear.Freeze(Picture(ScalarType.Float64));
        DeletionCurves curves = DeletionCurves.Of(
            at, [1], new() { Replacement = replacement, Steps = 4 }, TestContext.Current.CancellationToken);
        Assert.Equal(curves.ByVote.Real[^1], curves.AtRandom.Real[^1], 1e-12);
        Assert.NotEqual(curves.ByVote.Real[0], curves.ByVote.Real[^1]);
    }

    [Fact]
    public void The_same_seed_deletes_in_the_same_order_and_bad_settings_are_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = Classifier(ScalarType.Float32, 2);
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter at = linear.Freeze(Picture(ScalarType.Float32));
        CancellationToken cancel = TestContext.Current.CancellationToken;
        DeletionCurves one = DeletionCurves.Of(at, [0], new() { Seed = 3 }, cancel);
        Assert.Equal(one.AtRandom.Frozen, DeletionCurves.Of(at, [0], new() { Seed = 3 }, cancel).AtRandom.Frozen);
        Assert.NotEqual(one.AtRandom.Frozen, DeletionCurves.Of(at, [0], new() { Seed = 4 }, cancel).AtRandom.Frozen);
        Assert.Throws<InputException>(() => DeletionCurves.Of(at, [0], new() { Steps = 0 }, cancel));
        Assert.Throws<InputException>(() => DeletionCurves.Of(at, [0], new() { Steps = 121 }, cancel));
        Assert.Throws<InputException>(() => DeletionCurves.Of(
            at, [0], new() { Replacement = Replacement.Blur, BlurSigma = 0 }, cancel));
        Assert.Throws<InputException>(() => DeletionCurves.Of(at, [9], cancellation: cancel));
    }

    private static nn.Module<Tensor, Tensor> Classifier(ScalarType type, ulong seed)
    {
        nn.Module<Tensor, Tensor> net = nn.Sequential(
            nn.Conv2d(3, 6, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 8, 3, padding: 1), nn.ReLU(),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 4)).to(type);
        RandomStream stream = new(seed);
        using (no_grad())
        {
            foreach (Tensor weight in net.parameters())
            {
                using Tensor values = RandomTensors.Gaussian(weight.shape, type, stream);
                weight.copy_(values);
            }
        }
        net.eval();
        return net;
    }

    private static Tensor Picture(ScalarType type) =>
        RandomTensors.Gaussian([1, 3, 10, 12], type, new RandomStream(8).Split("picture"));
}
