using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Scope.Analyses;
using Hinge.Scope.Spectra;
using Hinge.Scope.Tests.Networks;
using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Analyses;

/// <summary>Row F7 of the specification's §18.</summary>
[NoLeak]
public class GateDistanceTests
{
    [Fact]
    public void F_is_constant_up_to_the_distance_and_changes_just_above()
    {
        const int networks = 12;
        int changed = 0;
        for (ulong seed = 1; seed <= networks; seed++)
        {
            using DisposeScope scope = NewDisposeScope();
            using RandomNetwork net = new(seed, NetworkFlavour.PiecewiseLinear, ScalarType.Float64, 6);
            using LinearScope linear = LinearScope.Attach(net);
            Tensor x = net.NewInput();
            Tensor direction = RandomTensors.Gaussian(x.shape, x.dtype, new RandomStream(seed).Split("direction"));
            changed += Check(linear, x, direction) ? 1 : 0;
        }
        // A gate that loses a maximum behind it may flip without a trace in F.
        Assert.True(changed >= networks - 3, $"{changed} of {networks}");
    }

    [Fact]
    public void Every_kind_of_gate_is_met_where_it_flips()
    {
        (string Name, Func<nn.Module<Tensor, Tensor>> Make)[] units =
        [
            ("relu", () => nn.ReLU()), ("prelu", () => nn.PReLU(4)), ("leaky", () => nn.LeakyReLU(0.2)),
            ("relu6", () => nn.ReLU6()), ("clamp", () => new Clamp(-0.5, 0.7)), ("abs", () => new Abs()),
            ("threshold", () => nn.Threshold(0.3, -1)), ("hardsigmoid", () => nn.Hardsigmoid()),
            ("max pool", () => nn.MaxPool2d(3, 2, 1)), ("ceil pool", () => nn.MaxPool2d(3, 2, ceil_mode: true)),
            ("dilated pool", () => nn.MaxPool2d(2, 1, dilation: 2)),
            ("adaptive pool", () => nn.AdaptiveMaxPool2d([3, 2])), ("channel max", () => new ChannelMax(2)),
        ];
        foreach ((string name, Func<nn.Module<Tensor, Tensor>> make) in units)
        {
            for (ulong seed = 1; seed <= 3; seed++)
            {
                using DisposeScope scope = NewDisposeScope();
                RandomStream stream = new RandomStream(seed).Split(name);
                nn.Module<Tensor, Tensor> convolution = nn.Conv2d(1, 4, 3, padding: 1);
                using (no_grad())
                {
                    foreach (Tensor weight in convolution.parameters())
                        weight.copy_(RandomTensors.Gaussian(weight.shape, weight.dtype, stream));
                }
                using nn.Module<Tensor, Tensor> net = nn.Sequential(convolution, make()).to(ScalarType.Float64);
                net.eval();
                using LinearScope linear = LinearScope.Attach(net);
                Tensor x = RandomTensors.Gaussian([1, 1, 9, 8], ScalarType.Float64, stream);
                Assert.True(Check(linear, x, RandomTensors.Gaussian(x.shape, ScalarType.Float64, stream)), name);
            }
        }
    }

    [Fact]
    public void A_ray_that_leaves_the_gates_alone_has_no_end()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = nn.Sequential(nn.ReLU());
        net.eval();
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter at = linear.Freeze(tensor(new[] { 1.0, -2, 3, 0 }, [1, 4]));
        Assert.Equal(
            new GateDistance(double.PositiveInfinity, null, 0),
            GateDistance.Along(at, tensor(new[] { 1.0, -1, 0, -1 }, [1, 4])));
        // A tie is closed, and opens at once.
        Assert.Equal(new GateDistance(0, "0", 3), GateDistance.Along(at, tensor(new[] { -1.0, -1, 0, 1 }, [1, 4])));
        Assert.Equal(new GateDistance(0.5, "0", 1), GateDistance.Along(at, tensor(new[] { -1.0, 4, 0, 0 }, [1, 4])));
        Assert.Equal(
            [new GateDifference("0", 4, 2)], GateDistance.FlippedAt(at, tensor(new[] { -1.0, 4, 0, 0 }, [1, 4]), 1.5));
    }

    [Fact]
    public void A_unit_without_regions_is_named()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = nn.Sequential(nn.ReLU(), nn.Tanh());
        net.eval();
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter at = linear.Freeze(ones(1, 3));
        Assert.StartsWith(
            "1: a Tanh is not piecewise linear",
            Assert.Throws<InputException>(() => GateDistance.Along(at, ones(1, 3))).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => GateDistance.Along(at, ones(1, 4)));
    }

    private static bool Check(LinearScope linear, Tensor x, Tensor direction)
    {
        using Interpreter at = linear.Freeze(x);
        GateDistance edge = GateDistance.Along(at, direction);
        Assert.NotNull(edge.Call);
        Assert.InRange(edge.Distance, 0, 1e6);

        Assert.Equal(0, Flipped(at, direction, edge.Distance * (1 - 1e-9)));
        long above = Flipped(at, direction, edge.Distance * (1 + 1e-9));
        Assert.True(above > 0, $"nothing flips above {edge}");
        Assert.Contains(
            GateDistance.FlippedAt(at, direction, edge.Distance * (1 + 1e-9)),
            call => call.Call == edge.Call && call.Different > 0);

        double low = 0, high = 2 * edge.Distance;
        Assert.True(Flipped(at, direction, high) > 0);
        while (high - low > 1e-7 * edge.Distance)
        {
            double middle = (low + high) / 2;
            (low, high) = Flipped(at, direction, middle) == 0 ? (middle, high) : (low, middle);
        }
        Assert.Equal(edge.Distance, high, 1e-5 * edge.Distance);

        Assert.Equal(0, Change(linear, at, x + direction * (edge.Distance * (1 - 1e-9))));
        return Change(linear, at, x + direction * (edge.Distance * (1 + 1e-9))) > 0;
    }

    private static long Flipped(Interpreter at, Tensor direction, double t) =>
        GateDistance.FlippedAt(at, direction, t).Sum(call => call.Different);

    private static double Change(LinearScope linear, Interpreter at, Tensor x)
    {
        using Interpreter there = linear.Freeze(x);
        using DenseMap one = DenseMap.Of(at), other = DenseMap.Of(there);
        using Tensor difference = one.Matrix - other.Matrix;
        using Tensor length = difference.norm();
        return length.ToDouble();
    }
}
