using Hinge.Torch.Graphs;
using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>Pools and reductions.</summary>
internal static class PoolingReading
{
    public static ReadValue Maximum(NodeReader node)
    {
        // Only the second result, which is not supported, depends on it.
        node.Any("storage_order");
        return Pool(node, "max-pool");
    }

    public static ReadValue Average(NodeReader node) =>
        Pool(node, "avg-pool", ("count-padding", node.Flag("count_include_pad") ? true : null));

    public static ReadValue GlobalAverage(NodeReader node) => node.Emit("mean", Pictures(node));

    public static ReadValue GlobalMaximum(NodeReader node)
    {
        DataValue x = Pictures(node);
        return x.Shape[2].Number is { } rows && x.Shape[3].Number is { } columns
            ? node.Emit("max-pool", x, ("kernel", WindowReading.Short([rows, columns])))
            : throw node.Wrong($"given {Extent.Describe(x.Shape)}; expected a known size");
    }

    public static ReadValue ReduceMean(NodeReader node)
    {
        DataValue x = Pictures(node);
        (HashSet<int> axes, bool keep) = Axes(node, x);
        if (!axes.SetEquals([2, 3]))
            throw node.Wrong($"over axes {string.Join(", ", axes.Order())}; expected rows and columns, 2 and 3");
        DataValue mean = node.Emit("mean", x);
        return keep ? mean : node.Emit("flatten", mean);
    }

    public static ReadValue ReduceMaximum(NodeReader node)
    {
        DataValue x = node.Data(0);
        (HashSet<int> axes, bool keep) = Axes(node, x);
        if (!axes.SetEquals([1]))
            throw node.Wrong($"over axes {string.Join(", ", axes.Order())}; expected the channels, 1");
        DataValue maximum = node.Emit("channel-max", x);
        return keep ? maximum : ShapeReading.To(node, maximum, [.. x.Shape[..1], .. x.Shape[2..]]);
    }

    private static (HashSet<int> Axes, bool Keep) Axes(NodeReader node, DataValue x)
    {
        long[] axes = node.IntsOrInput("axes", 1, since: 18) ?? [];
        if (axes.Length == 0)
            throw node.Wrong("over all axes, the batch too; expected axes to be named");
        node.Any("noop_with_empty_axes");
        return ([.. axes.Select(axis => node.Axis(axis, x.Shape.Length))], node.Int("keepdims", 1) != 0);
    }

    private static DataValue Pool(NodeReader node, string op, params (string, GraphAttribute?)[] more)
    {
        DataValue x = Pictures(node);
        long[] kernel = node.Ints("kernel_shape") is [> 0, > 0] given
            ? given
            : throw node.Wrong("kernel_shape is missing or not of two positive numbers");
        (GraphAttribute? stride, GraphAttribute? padding, GraphAttribute? dilation) =
            WindowReading.Settings(node, kernel, 0);
        return node.Emit(op, x, [
            ("kernel", WindowReading.Short(kernel)), ("stride", stride), ("padding", padding), ("dilation", dilation),
            ("ceil", node.Flag("ceil_mode") ? true : null), .. more]);
    }

    private static DataValue Pictures(NodeReader node) => node.Data(0) is { Shape.Length: 4 } x
        ? x
        : throw node.Wrong($"given {Extent.Describe(node.Data(0).Shape)}; expected [batch, channels, rows, columns]");
}
