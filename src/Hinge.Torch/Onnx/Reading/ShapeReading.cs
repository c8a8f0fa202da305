using Hinge.Core.Formats;
using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>Reshaping and reordering.</summary>
internal static class ShapeReading
{
    public static ReadValue Reshape(NodeReader node)
    {
        bool zeroIsZero = node.Opset >= 14 && node.Flag("allowzero");
        Extent[] target = node.Sizes(1).Extents;
        if (zeroIsZero && target.Any(extent => extent.Number == 0))
            throw node.Wrong("an extent of zero");
        if (node.Value(0) is DataValue)
            return To(node, node.Data(0, resolved: false), target, isTarget: true);
        NdArray array = node.Constant(0).Array;
        long[] shape = [.. target.Select((extent, axis) => extent.Number switch
        {
            null => throw node.Wrong("a constant whose shape depends on the input's size"),
            0 when axis < array.Shape.Count => array.Shape[axis],
            var number => number.Value,
        })];
        long known = shape.Where(extent => extent != -1).Aggregate(1L, (product, extent) => checked(product * extent));
        return node.Computed(array.Reshape([.. shape.Select(extent =>
            extent == -1 && known != 0 ? array.Length / known : extent)]));
    }

    public static ReadValue Flatten(NodeReader node)
    {
        DataValue x = node.Data(0);
        int axis = node.Int("axis", 1) is var given && given == x.Shape.Length
            ? x.Shape.Length
            : node.Axis(given, x.Shape.Length);
        node.Require("axis", axis == 1, axis, "1, the batch for itself");
        return x.Shape.Length == 2 ? x : node.Emit("flatten", x);
    }

    public static ReadValue Transpose(NodeReader node)
    {
        if (node.Value(0) is not DataValue)
        {
            NdArray array = node.Constant(0).Array;
            long[] axes = Order(node, array.Shape.Count);
            return node.Computed(ConstantFolding.Transpose(array, axes));
        }
        DataValue x = node.Data(0, resolved: false);
        long[] order = Order(node, x.Shape.Length);
        if (order.SequenceEqual(order.Order()))
            return x;
        node.Require("perm", order[0] == 0, order[0], "the batch first");
        Rearrangement? rearranged = x.Rearranged is { Order: null } before ? before with { Order = order } : null;
        DataValue turned = x.Name is null
            ? new DataValue(null, [.. order.Select(axis => x.Shape[axis])])
            : node.Emit("transpose", x, ("axes", order));
        return turned with { Rearranged = rearranged };
    }

    public static ReadValue Squeeze(NodeReader node)
    {
        long[]? axes = node.IntsOrInput("axes", 1, since: 13);
        Extent[] shape = Extents(node);
        HashSet<int> gone = axes is null
            ? [.. Enumerable.Range(0, shape.Length).Where(axis => shape[axis] == 1)]
            : [.. axes.Select(axis => node.Axis(axis, shape.Length))];
        if (gone.FirstOrDefault(axis => shape[axis] != 1, -1) is >= 0 and var wrong)
            throw node.Wrong($"axis {wrong} of {Extent.Describe(shape)} is not one element");
        return Same(node, [.. shape.Where((_, axis) => !gone.Contains(axis))]);
    }

    public static ReadValue Unsqueeze(NodeReader node)
    {
        long[] axes = node.IntsOrInput("axes", 1, since: 13) ?? throw node.Wrong("has no axes");
        List<Extent> shape = [.. Extents(node)];
        int rank = shape.Count + axes.Length;
        foreach (int axis in axes.Select(axis => node.Axis(axis, rank)).Order())
            shape.Insert(Math.Min(axis, shape.Count), 1);
        return Same(node, [.. shape]);
    }

    public static ReadValue DepthToSpace(NodeReader node)
    {
        string mode = node.Opset < 11 ? "DCR" : node.Text("mode", "DCR");
        node.Require("mode", mode is "DCR" or "CRD", mode, "DCR or CRD");
        return node.Emit("pixel-shuffle", node.Data(0), ("factor", (double)node.Int("blocksize", 0)),
            ("order", WindowReading.Word(mode.ToLowerInvariant(), "crd")));
    }

    public static ReadValue SpaceToDepth(NodeReader node) => node.Emit(
        "pixel-unshuffle", node.Data(0), ("factor", (double)node.Int("blocksize", 0)), ("order", "dcr"));

    /// <summary>A value in another shape.</summary>
    /// <param name="node">The node that asks for it.</param>
    /// <param name="x">The value.</param>
    /// <param name="shape">The shape, the batch first.</param>
    /// <param name="isTarget">Whether 0 and −1 mean what they mean to Reshape.</param>
    public static DataValue To(NodeReader node, DataValue x, Extent[] shape, bool isTarget = false)
    {
        if (isTarget)
            shape = TargetShape.Resolve(node, x.Shape, shape);
        if (x.Rearranged is { Order: not null } rearranged && PixelShuffles.Find(rearranged, shape) is { } shuffle)
        {
            return node.Emit(shuffle.Op, rearranged.Source, ("factor", (double)shuffle.Factor),
                ("order", WindowReading.Word(shuffle.BlocksFirst ? "dcr" : "crd", "crd")));
        }
        if (x.Name is null)
        {
            throw node.Wrong(
                $"{Extent.Describe(shape)}: a shape that depends on the input's size in several dimensions");
        }
        if (shape.SequenceEqual(x.Shape))
            return x;
        Rearrangement here = new(x, shape, null);
        if (shape.Length < 2 || shape.Skip(1).Count(extent => extent.Number is null) > 1)
            return new DataValue(null, shape) { Rearranged = here };
        long[] sample = [.. shape.Skip(1).Select(extent => extent.Number ?? -1)];
        bool known = Extent.Product(x.Shape[1..]).Number is not null;
        DataValue made = sample is [var size]
            ? node.Emit("flatten", x, ("size", known || size < 0 ? null : (double)size))
            : node.Emit("reshape", x, ("shape", sample));
        return made with { Shape = shape, Rearranged = here };
    }

    private static long[] Order(NodeReader node, int rank)
    {
        long[] order = node.Ints("perm") ?? [.. Enumerable.Range(0, rank).Reverse().Select(axis => (long)axis)];
        return order.Order().SequenceEqual(Enumerable.Range(0, rank).Select(axis => (long)axis))
            ? order
            : throw node.Wrong($"perm is [{string.Join(", ", order)}]; expected an order of {rank} axes");
    }

    private static Extent[] Extents(NodeReader node) => node.Value(0) switch
    {
        DataValue => node.Data(0).Shape,
        SizesValue { IsScalar: true } => [],
        SizesValue sizes => [sizes.Extents.Length],
        _ => [.. node.Constant(0).Array.Shape.Select(extent => (Extent)extent)],
    };

    // Dimensions of one element come and go; nothing else changes.
    private static ReadValue Same(NodeReader node, Extent[] shape) => node.Value(0) switch
    {
        DataValue data when shape is [var batch, _, ..] && batch == Extent.Batch => To(node, data, shape),
        DataValue => throw node.Wrong($"{Extent.Describe(shape)}; expected the batch first"),
        SizesValue sizes when shape.Length <= 1 => sizes with { IsScalar = shape.Length == 0 },
        _ => node.Computed(node.Constant(0).Array.Reshape([.. shape.Select(extent => extent.Number!.Value)])),
    };
}
