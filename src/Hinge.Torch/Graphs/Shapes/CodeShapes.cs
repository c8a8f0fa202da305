namespace Hinge.Torch.Graphs.Shapes;

/// <summary>Linear code between units.</summary>
internal static class CodeShapes
{
    public static Extent[] Broadcast(ShapeNode node)
    {
        Extent[] shape = node.Input;
        foreach (Extent[] other in node.Inputs.Skip(1))
        {
            if (other.Length != shape.Length)
                throw Unlike(node);
            shape = [.. shape.Zip(other, (a, b) => a == b || b == 1 ? a : a == 1 ? b : Either(node, a, b))];
        }
        return shape;
    }

    public static Extent[] Concatenate(ShapeNode node)
    {
        int axis = node.Axis();
        Extent[] shape = [.. node.Input];
        foreach (Extent[] other in node.Inputs.Skip(1))
        {
            if (other.Length != shape.Length)
                throw Unlike(node);
            for (int i = 0; i < shape.Length; i++)
            {
                if (i != axis)
                    shape[i] = shape[i] == other[i] ? shape[i] : Either(node, shape[i], other[i]);
                else
                    shape[i] = shape[i].Number + other[i].Number ?? (shape[i].Symbols == other[i].Symbols
                        ? shape[i] with { Factor = shape[i].Factor + other[i].Factor }
                        : node.Fresh());
            }
        }
        return shape;
    }

    public static Extent[][] Split(ShapeNode node)
    {
        int axis = node.Axis();
        if (!node.Builder.HasAttribute("parts"))
            return [.. node.Builder.AllIntegers("sizes", 1).Select(size => node.With(axis, size))];
        long parts = node.Builder.Integer("parts", 1);
        Extent part = node.Input[axis].Over(parts) ?? (node.Input[axis].Number is null ? node.Fresh()
            : throw node.Wrong($"{node.Input[axis]} elements along axis {axis} are not {parts} equal parts"));
        return [.. Enumerable.Repeat(node.With(axis, part), (int)Math.Min(parts, GraphOperation.MostParts))];
    }

    public static Extent[] Slice(ShapeNode node)
    {
        int axis = node.Axis();
        long start = node.Builder.Integer("start", int.MinValue, 0);
        long end = node.Builder.Integer("end", int.MinValue, int.MaxValue), step = node.Builder.Integer("step", 1, 1);
        if (node.Input[axis].Number is { } extent)
        {
            long from = Math.Clamp(start < 0 ? start + extent : start, 0, extent);
            long to = Math.Clamp(end < 0 ? end + extent : end, from, extent);
            return node.With(axis, node.Positive((to - from + step - 1) / step));
        }
        return node.With(axis, start == 0 && end == int.MaxValue && step == 1 ? node.Input[axis] : node.Fresh());
    }

    public static Extent[] Flatten(ShapeNode node)
    {
        int axis = node.Axis();
        long size = node.Builder.Integer("size", 0, 0);
        return [.. node.Input[..axis], size > 0 ? size : Extent.Product(node.Input[axis..])];
    }

    public static Extent[] Reshape(ShapeNode node)
    {
        long[] shape = node.Builder.AllIntegers("shape", -1);
        Extent known = Extent.Product(shape.Where(extent => extent > 0).Select(extent => (Extent)extent));
        Extent all = Extent.Product(node.Input[1..]);
        if (all.Number is not null && (!shape.Contains(-1) ? all != known : all.Over(known) is null))
        {
            throw node.Wrong(
                $"given {Extent.Describe(node.Input)}; the values of a sample do not fit [{string.Join(", ", shape)}]");
        }
        return [node.Input[0], .. shape.Select(extent => extent > 0 ? extent : all.Over(known) ?? node.Fresh())];
    }

    public static Extent[] Transpose(ShapeNode node)
    {
        long[] axes = node.Builder.AllIntegers("axes", 0);
        return axes.Length == node.Input.Length && axes.All(axis => axis < axes.Length)
            ? [.. axes.Select(axis => node.Input[axis])]
            : throw node.Wrong($"axes [{string.Join(", ", axes)}] of {Extent.Describe(node.Input)}");
    }

    public static Extent[] Shuffle(ShapeNode node)
    {
        long factor = node.Builder.Integer("factor", 1);
        Extent[] from = node.Require(4);
        Extent channels = from[1].Over((Extent)factor * factor) ?? Unknown(node, from[1]);
        return [from[0], channels, from[2] * factor, from[3] * factor];
    }

    public static Extent[] Unshuffle(ShapeNode node)
    {
        long factor = node.Builder.Integer("factor", 1);
        Extent[] from = node.Require(4);
        return
        [
            from[0], from[1] * factor * factor,
            from[2].Over(factor) ?? Unknown(node, from[2]), from[3].Over(factor) ?? Unknown(node, from[3]),
        ];
    }

    public static Extent[] ChannelMaximum(ShapeNode node)
    {
        if (node.Inputs.Count > 1)
            return Broadcast(node);
        long pieces = node.Builder.Integer("pieces", 0, 0);
        return node.With(1, pieces == 0 ? 1 : node.Input[1].Over(pieces) ?? Unknown(node, node.Input[1]));
    }

    private static Extent Unknown(ShapeNode node, Extent extent) => extent.Number is null
        ? node.Fresh()
        : throw node.Wrong($"given {Extent.Describe(node.Input)}; {extent} does not divide");

    // Two extents that must be the same, or one of them 1: a known one above 1 tells what the other is.
    private static Extent Either(ShapeNode node, Extent a, Extent b) =>
        a.Number is null ? (b.Number is null ? a : b) : b.Number is null ? a : throw Unlike(node);

    private static Hinge.Core.InputException Unlike(ShapeNode node) =>
        node.Wrong("inputs of different shapes: "
            + string.Join(", ", node.Inputs.Select(shape => Extent.Describe(shape))));
}
