using Hinge.Core.Randomness;
using Hinge.Scope.Training;
using Hinge.Testing.Laws;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Training;

[NoLeak]
public class RandomWarpTests
{
    [Fact]
    public void Each_picture_moves_in_its_own_way_and_none_too_far()
    {
        using DisposeScope scope = NewDisposeScope();
        // A disc's centre of mass shows the shift; turning about the middle leaves it alone.
        Tensor axis = arange(28, ScalarType.Float32) - 13.5f;
        Tensor disc = (axis.square().unsqueeze(0) + axis.square().unsqueeze(1)).lt(25).to_type(ScalarType.Float32);
        Tensor moved = RandomWarp.Apply(disc.expand(100, 1, 28, 28), new RandomStream(1));
        Tensor mass = moved.sum([1L, 2L, 3L]);
        double[] x = Centres(moved, axis.reshape(1, 1, 1, 28)), y = Centres(moved, axis.reshape(1, 1, 28, 1));

        // Shifts of 2 pixels along both axes, turned by 10 degrees, then scaled by 1/0.9.
        Assert.All(x.Concat(y), centre => Assert.InRange(Math.Abs(centre), 0, 2 * (0.985 + 0.174) / 0.9));
        Assert.InRange(x.Max() - x.Min(), 3, 5);
        Assert.InRange(y.Max() - y.Min(), 3, 5);
        Assert.Equal(100, x.Distinct().Count());
        // Areas change by 1.1 squared and ink by 2; on a disc only ink moves the highest value.
        double still = disc.sum().ToDouble();
        Assert.InRange(mass.min().ToDouble(), still / 2 / 1.25, still / 1.7);
        Assert.InRange(mass.max().ToDouble(), still * 1.7, still * 2 * 1.27);
        double[] ink = [.. moved.amax([1L, 2L, 3L]).data<float>().Select(value => (double)value)];
        Assert.All(ink, value => Assert.InRange(value, 0.5, 2));
        Assert.InRange(ink.Count(value => value < 1), 35, 65);

        double[] Centres(Tensor pictures, Tensor place) =>
            [.. ((pictures * place).sum([1L, 2L, 3L]) / mass).data<float>().Select(value => (double)value)];
    }

    [Fact]
    public void The_same_stream_moves_pictures_in_the_same_way()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pictures = Networks.SampleInputs.Of("tiny-digits-bn", 5);
        Tensor Warped() => RandomWarp.Apply(pictures, new RandomStream(3));
        SameBytes.Hold(Warped(), Warped());
    }
}
