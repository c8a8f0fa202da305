using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Randomness;
using Hinge.Testing;
using Hinge.Testing.Samples;
using Hinge.Torch.Graphs;
using Hinge.Torch.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Hinge.Torch.Tests.Graphs;

/// <summary>Every operation against the same network written out with libtorch's functions.</summary>
[NoLeak]
public sealed class GraphModuleTests
{
    private static readonly Dictionary<string, Func<Tensor, Func<string, Tensor>, Tensor>> s_expected = new()
    {
        ["conv"] = (x, w) => F.conv2d(x, w("c.weight"), w("c.bias"), [2, 2], [1, 1]),
        ["conv grouped"] = (x, w) => F.conv2d(x, w("c.weight"), w("c.bias"), [1, 1], [0, 0], [2, 2], 2),
        ["conv uneven"] = (x, w) => F.conv2d(F.pad(x, [2, 0, 1, 2]), w("c.weight"), w("c.bias"), [1, 1], [0, 0]),
        ["conv same"] = (x, w) => F.conv2d(F.pad(x, [1, 2, 1, 2]), w("c.weight"), w("c.bias"), [1, 1], [0, 0]),
        // Seven rows, kernel 4, stride 2: four outputs need ten rows. Nine columns, stride 3: three outputs need ten.
        ["conv same strided"] = (x, w) =>
            F.conv2d(F.pad(x, [1, 0, 2, 1]), w("c.weight"), w("c.bias"), [2, 3], [0, 0]),
        ["transposed"] = (x, w) => F.conv_transpose2d(x, w("t.w"), w("t.b"), [2, 2], [1, 1], [1, 1]),
        ["transposed uneven"] = (x, w) =>
            F.conv_transpose2d(x, w("t.w"), null, [2, 2], [0, 0], [0, 0]).slice(2, 1, 10, 1).slice(3, 0, 9, 1),
        ["head"] = (x, w) => F.softmax(BatchNorm(F.linear(x.mean([2, 3]), w("l.w"), w("l.b")), "n", w), 1),
        ["sums"] = (x, w) =>
            (x * 0.5 + ((x * w("factor")) + w("value") - 0.25)
                + x - ((x * w("factor")) + w("value"))) / 3 / w("divisor"),
        ["concat, split, slice"] = (x, w) =>
        {
            Tensor part = cat([x.narrow(1, 1, 3), x, x.narrow(1, 0, 1)], 1).slice(2, 1, 5, 2);
            return cat([part.narrow(3, 4, 2), part.narrow(3, 0, 2)], 1);
        },
        ["padded channels"] = (x, w) =>
            F.pad(F.pad(x, [0, 0, 0, 0, 1, 2]), [0, 1, 1, 2, 1, 1], PaddingModes.Constant, 0.5),
        ["padding"] = (x, w) => F.pad(
            F.pad(
                F.pad(F.pad(x, [0, 1, 1, 2]), [2, 3, 1, 0], PaddingModes.Reflect),
                [2, 3, 0, 1], PaddingModes.Replicate),
            [1, 1, 1, 1], PaddingModes.Constant, 0.75),
        // The index block · 2 + channel of the second shuffle, by hand.
        ["shuffles"] = (x, w) => F.pixel_unshuffle(
                F.pixel_shuffle(x.unflatten(1, [4, 2]).transpose(1, 2).flatten(1, 2), 2).relu(), 2)
            .unflatten(1, [2, 4]).transpose(1, 2).flatten(1, 2),
        ["reshaping"] = (x, w) => x.index_select(1, tensor(new long[] { 0, 3, 1, 4, 2, 5 })),
        ["resizing"] = (x, w) => F.interpolate(
            F.interpolate(
                F.interpolate(
                    F.interpolate(x, scale_factor: [2, 2]),
                    scale_factor: [1.5, 0.5], mode: InterpolationMode.Bilinear, align_corners: false),
                [9, 7], mode: InterpolationMode.Bicubic, align_corners: false),
            [5, 8], mode: InterpolationMode.Bilinear, align_corners: true),
        ["pooling"] = (x, w) => Pooled(x),
        ["norms"] = (x, w) =>
        {
            Tensor a = BatchNorm(x, "a", w);
            Tensor b = F.instance_norm(a, null, null, w("b.w"), w("b.b"), true, 0, 1e-5);
            Tensor c = F.group_norm(b, 2, w("c.w"), w("c.b"), 1e-5);
            return F.layer_norm(c, [5, 6], w("y.w"), w("y.b"), 1e-3);
        },
        ["piecewise linear"] = (x, w) => F.hardsigmoid(F.prelu(F.leaky_relu(x, 0.2), w("slope").flatten())
            .clamp(-0.5, 0.75).abs()) + F.threshold(x, 0.1, 0).clamp_max(0.5) + x.relu(),
        ["maxima"] = (x, w) =>
        {
            Tensor a = maximum(maximum(x.narrow(1, 0, 2), x.narrow(1, 2, 2)), x.narrow(1, 4, 2));
            return maximum(a, a * -0.5).amax([1], true);
        },
        ["smooth"] = (x, w) => F.softplus(x.sigmoid().tanh(), 1, 20) + F.hardswish(F.silu(F.elu(x, 1)))
            + F.softsign(F.selu(F.celu(x, 0.5))),
        ["gelu and mish"] = (x, w) => F.log_softmax(F.mish(F.gelu(x)), 1),
        ["gates"] = (x, w) =>
            x * x * F.conv2d(x.mean([2, 3], true), w("e.weight"), w("e.bias"), [1, 1], [0, 0]).sigmoid(),
    };

    public static TheoryData<string> Samples() => [.. SampleGraphs.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Operations_equal_the_functions_of_libtorch(string name)
    {
        (Graph graph, Dictionary<string, NdArray> weights, long[] shape) = SampleGraphs.Make(name);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        using GraphModule net = new(graph, weights, ScalarType.Float64);
        Tensor x = NewInput([3, .. shape]);
        Tensor y = net.call(x);
        Tensor expected = s_expected[name](x, part => weights[part].ToTensor().to(ScalarType.Float64));
        Assert.Equal(expected.shape, y.shape);
        Assert.True((y - expected).abs().max().ToDouble() < 1e-13, $"{(y - expected).abs().max().ToDouble()}");
    }

    [Fact]
    public void Every_operation_is_in_a_sample()
    {
        IEnumerable<string> used = SampleGraphs.All.SelectMany(sample => SampleGraphs.Make(sample.Name).Graph.Nodes)
            .Select(node => node.Op).Distinct();
        Assert.Equal(Graph.Operations.Order(), used.Order());
    }

    [Fact]
    public void Weights_that_are_missing_or_left_over_are_named_at_once()
    {
        (Graph graph, Dictionary<string, NdArray> weights, _) = SampleGraphs.Make("head");
        weights.Remove("l.b");
        weights.Add("other", NdArray.From<float>([1f], 1));
        weights.Add("n.num_batches_tracked", NdArray.From<long>([1L]));
        InputException refusal = Assert.Throws<InputException>(() => new GraphModule(graph, weights).Dispose());
        Assert.Equal(
            "2 weights do not fit the graph: l.b missing (node l (linear)); other not expected, found Float32 [1]",
            refusal.Message);
    }

    [Theory]
    [InlineData("conv", "c.bias", 3, 1, "node c (conv): bias 'c.bias' is Float32 [3, 1]; expected [4]")]
    [InlineData("conv", "c.weight", 4, 2, "node c (conv): weight 'c.weight' is Float32 [4, 2]; expected 4 dim")]
    [InlineData("piecewise linear", "slope", 2, 2, "node b (prelu): slope is Float32 [2, 2]; expected one number")]
    public void A_weight_of_another_shape_is_named(string sample, string weight, int rows, int columns, string message)
    {
        (Graph graph, Dictionary<string, NdArray> weights, _) = SampleGraphs.Make(sample);
        weights[weight] = NdArray.From<float>(new float[rows * columns], rows, columns);
        InputException refusal = Assert.Throws<InputException>(() => new GraphModule(graph, weights).Dispose());
        Assert.StartsWith(message, refusal.Message);
    }

    [Fact]
    public void A_weight_that_is_not_finite_is_named()
    {
        (Graph graph, Dictionary<string, NdArray> weights, _) = SampleGraphs.Make("conv");
        weights["c.bias"] = NdArray.From<float>([1f, 2, float.NaN, 4], 4);
        InputException refusal = Assert.Throws<InputException>(() => new GraphModule(graph, weights).Dispose());
        Assert.Contains("node c (conv): bias 'c.bias' holds NaN", refusal.Message);
    }

    [Fact]
    public void Attributes_that_are_wrong_or_unknown_are_named()
    {
        Assert.Equal("node y (conv): stride is 0; expected a whole number, at least 1", Refusal(("stride", 0L)));
        Assert.Equal("node y (conv): has no use for the attribute 'strides'", Refusal(("strides", 1L)));
        Assert.Equal(
            "node y (conv): padding is 'full'; expected numbers, same-upper or same-lower",
            Refusal(("padding", "full")));
        Assert.Equal(
            "node y (conv): padding has 3 numbers; expected 1, 2 or 4", Refusal(("padding", new long[] { 1, 1, 1 })));
        Assert.Equal("node y (conv): 2 channels do not divide into 3 groups", Refusal(("groups", 3L)));

        static string Refusal(params (string, GraphAttribute)[] attributes)
        {
            WeightSet weights = new(1);
            GraphNode node = SampleGraphs.Node(
                "conv", "y", ["x"], new() { ["weight"] = weights.Add("w", 0, 2, 2, 3, 3) }, attributes);
            Graph graph = new(new GraphInput("x", [2, null, null]), [node], "y");
            return Assert.Throws<InputException>(() => new GraphModule(graph, weights.Tensors).Dispose()).Message;
        }
    }

    [Fact]
    public void An_input_that_does_not_fit_is_refused_by_the_node_that_meets_it()
    {
        (Graph graph, Dictionary<string, NdArray> weights, _) = SampleGraphs.Make("conv");
        using DisposeScope scope = NewDisposeScope();
        using GraphModule net = new(graph, weights);
        using Tensor x = zeros(1, 3, 7, 8);
        InputException refusal = Assert.Throws<InputException>(() => net.call(x));
        Assert.StartsWith("node c (conv): given [1, 3, 7, 8]: ", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Results_without_operations_are_the_input()
    {
        using DisposeScope scope = NewDisposeScope();
        using GraphModule net = new(new Graph(new GraphInput("x", [1]), [], "x"), new Dictionary<string, NdArray>());
        using Tensor x = ones(2, 1);
        using Tensor y = net.call(x);
        Assert.Equal(x.ToNdArray().ToDoubles(), y.ToNdArray().ToDoubles());
    }

    /// <summary>Normal numbers in double precision.</summary>
    internal static Tensor NewInput(long[] shape)
    {
        double[] values = new double[shape.Aggregate(1L, (product, extent) => product * extent)];
        new RandomStream(11).FillGaussian(values);
        return NdArray.From<double>(values, shape).ToTensor();
    }

    private static Tensor BatchNorm(Tensor x, string name, Func<string, Tensor> w) => F.batch_norm(
        x, w($"{name}.mean"), w($"{name}.variance"), w($"{name}.weight"), w($"{name}.bias"), false, 0, 1e-5);

    private static Tensor Pooled(Tensor x)
    {
        Tensor a = F.max_pool2d(x, [3, 3], [2, 2], [1, 1], ceil_mode: true);
        Tensor b = F.avg_pool2d(a, [3, 3], [1, 1], [1, 1], count_include_pad: false);
        Tensor c = F.avg_pool2d(F.pad(b, [0, 1, 0, 1]), [2, 2], [1, 1]);
        Tensor d = F.max_pool2d(Infinite(c, [0, c.shape[3] % 2, 0, c.shape[2] % 2]), [2, 2], [2, 2]);
        return F.max_pool2d(Infinite(d, [1, 0, 0, 2]), [3, 3], [1, 1]);
    }

    private static Tensor Infinite(Tensor x, long[] sides) =>
        F.pad(x, sides, PaddingModes.Constant, double.NegativeInfinity);
}
