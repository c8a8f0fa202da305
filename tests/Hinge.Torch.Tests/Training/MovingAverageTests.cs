using Hinge.Core;
using Hinge.Testing;
using Hinge.Testing.Laws;
using Hinge.Torch.Tensors;
using Hinge.Torch.Training;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Training;

[NoLeak]
public sealed class MovingAverageTests
{
    [Fact]
    public void Every_float_moves_by_the_formula_and_integers_are_copied()
    {
        using SmallNet net = new(seed: 1), average = new(seed: 2);
        using Tensor counter = net.get_buffer("norm.num_batches_tracked")!.fill_(7);
        using Tensor mean = net.get_buffer("norm.running_mean")!.fill_(8);
        double[] before = average.Head.weight.ToNdArray().ToDoubles(), other = net.Head.weight.ToNdArray().ToDoubles();
        MovingAverage.Update(average, net, 0.75);
        double[] after = average.Head.weight.ToNdArray().ToDoubles();
        Assert.All(after.Select((value, i) => value - (0.75 * before[i] + 0.25 * other[i])),
            gap => Assert.InRange(gap, -1e-7, 1e-7));
        Assert.Equal(2, average.get_buffer("norm.running_mean")!.data<float>()[0]);
        Assert.Equal(7, average.get_buffer("norm.num_batches_tracked")!.item<long>());
        MovingAverage.Update(average, net, 0);
        SameBytes.Hold(net, average);
    }

    [Fact]
    public void Another_architecture_or_decay_is_refused_before_anything_moves()
    {
        using SmallNet net = new(), wider = new(seed: 2, classes: 4), twin = new(seed: 2, classes: 4);
        Assert.Contains("'head.weight' (Float32 [3, 128]) has no counterpart",
            Assert.Throws<InputException>(() => MovingAverage.Update(wider, net, 0.5)).Message);
        Assert.Throws<InputException>(() => MovingAverage.Update(net, net, 1));
        SameBytes.Hold(twin, wider);
    }
}
