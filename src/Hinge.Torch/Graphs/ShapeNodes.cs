using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Torch.Graphs;

/// <summary>Linear code between units: sums, slices, reshapings; and constants.</summary>
internal static class ShapeNodes
{
    /// <summary>Sum of all inputs.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor> Add(NodeBuilder node) => inputs =>
    {
        Tensor sum = inputs[0] + inputs[1];
        for (int i = 2; i < inputs.Count; i++)
        {
            using Tensor before = sum;
            sum = before + inputs[i];
        }
        return sum;
    };

    /// <summary>Concatenation along an axis, the channels unless told otherwise.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor> Concatenate(NodeBuilder node)
    {
        long axis = Axis(node, 1);
        return inputs => cat([.. inputs], axis);
    }

    /// <summary>Product with a number or with a tensor of the file, or the quotient by one.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Scale(NodeBuilder node)
    {
        if (node.Has("divisor"))
        {
            using Tensor divisor = node.Constant("divisor");
            using Tensor reciprocal = divisor.reciprocal();
            return GraphOperation.Call(node.Register(new FixedMask(reciprocal)));
        }
        if (node.HasAttribute("divisor"))
        {
            double by = node.Number("divisor");
            return by != 0 ? inputs => [inputs[0] / by] : throw node.Wrong("divisor is 0");
        }
        if (node.Has("factor"))
        {
            using Tensor factor = node.Constant("factor");
            FixedMask mask = node.Register(new FixedMask(factor));
            return GraphOperation.Call(mask);
        }
        double number = node.Number("factor");
        return inputs => [inputs[0] * number];
    }

    /// <summary>Sum with a number, or with a tensor of the file.</summary>
    public static nn.Module<Tensor, Tensor> AddConstant(NodeBuilder node)
    {
        using Tensor constant = node.Has("value") ? node.Constant("value") : tensor(node.Number("value"), node.Type);
        return new ConstantAdd(constant);
    }

    /// <summary>Part of an axis: from start to end, end excluded, negative ones counted from the end.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor> Slice(NodeBuilder node)
    {
        long axis = Axis(node, 1), start = node.Integer("start", int.MinValue, 0);
        long end = node.Integer("end", int.MinValue, int.MaxValue), step = node.Integer("step", 1, 1);
        return inputs => inputs[0].slice(axis, start, end, step);
    }

    /// <summary>Consecutive parts of an axis, of given sizes or as many equal ones as asked.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Split(NodeBuilder node)
    {
        long axis = Axis(node, 1);
        if (node.HasAttribute("parts"))
        {
            long parts = node.Integer("parts", 1);
            if (parts > GraphOperation.MostParts)
                throw node.Wrong($"parts is {parts}; expected at most {GraphOperation.MostParts}");
            return inputs => inputs[0].shape[axis] % parts == 0
                ? inputs[0].chunk(parts, axis)
                : throw node.Wrong($"{inputs[0].shape[axis]} elements along axis {axis} are not {parts} equal parts");
        }
        long[] sizes = node.AllIntegers("sizes", 1);
        return inputs => inputs[0].shape[axis] == sizes.Sum()
            ? inputs[0].split(sizes, axis)
            : throw node.Wrong($"{inputs[0].shape[axis]} elements along axis {axis}; expected {sizes.Sum()}");
    }

    /// <summary>Everything after the batch as one axis; <c>size</c> is checked if given.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Flatten(NodeBuilder node)
    {
        nn.Module<Tensor, Tensor> flatten = node.Register(nn.Flatten(Axis(node, 1)));
        long size = node.Integer("size", 0, 0);
        return inputs =>
        {
            Tensor flat = flatten.call(inputs[0]);
            return size == 0 || flat.shape[^1] == size
                ? [flat]
                : throw node.Wrong($"{flat.shape[^1]} values a sample; expected {size}");
        };
    }

    /// <summary>Another shape for each sample; one extent may be −1.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor> Reshape(NodeBuilder node)
    {
        long[] shape = node.AllIntegers("shape", -1);
        if (shape.Count(extent => extent < 1) > 1 || shape.Contains(0))
            throw node.Wrong("shape has more than one extent to find, or a zero");
        long known = shape.Where(extent => extent > 0).Aggregate(1L, (product, extent) => product * extent);
        return inputs =>
        {
            long[] from = inputs[0].shape;
            long elements = from.Skip(1).Aggregate(1L, (product, extent) => product * extent);
            if (elements % known != 0 || (elements != known && !shape.Contains(-1)))
                throw node.Wrong($"{elements} values a sample do not fit the shape [{string.Join(", ", shape)}]");
            return inputs[0].reshape([from[0], .. shape.Select(extent => extent < 0 ? elements / known : extent)]);
        };
    }

    /// <summary>Another order of the axes, the batch first.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor> Transpose(NodeBuilder node)
    {
        long[] axes = node.AllIntegers("axes", 0);
        IEnumerable<long> all = Enumerable.Range(0, axes.Length).Select(axis => (long)axis);
        return axes is [0, ..] && axes.Order().SequenceEqual(all)
            ? inputs => inputs[0].permute(axes)
            : throw node.Wrong($"axes [{string.Join(", ", axes)}] are not an order of axes with the batch first");
    }

    /// <summary>Channels to pixels; with <c>order</c> <c>dcr</c> the channel is the fastest part of the index.
    /// </summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> PixelShuffle(NodeBuilder node)
    {
        long factor = node.Integer("factor", 1);
        bool blocksFirst = node.Word("order", "crd", "dcr") == "dcr";
        nn.Module<Tensor, Tensor> shuffle = node.Register(nn.PixelShuffle(factor));
        if (!blocksFirst)
            return GraphOperation.Call(shuffle);
        nn.Module<Tensor, Tensor> channels = node.Register(nn.ChannelShuffle(factor * factor), "channels");
        return inputs =>
        {
            using Tensor ordered = channels.call(inputs[0]);
            return [shuffle.call(ordered)];
        };
    }

    /// <summary>Pixels to channels; with <c>order</c> <c>dcr</c> the channel is the fastest part of the index.
    /// </summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> PixelUnshuffle(NodeBuilder node)
    {
        long factor = node.Integer("factor", 1);
        bool blocksFirst = node.Word("order", "crd", "dcr") == "dcr";
        nn.Module<Tensor, Tensor> unshuffle = node.Register(nn.PixelUnshuffle(factor));
        if (!blocksFirst)
            return GraphOperation.Call(unshuffle);
        long area = factor * factor;
        return inputs =>
        {
            using Tensor channelsFirst = unshuffle.call(inputs[0]);
            using Tensor blocks = channelsFirst.unflatten(1, [channelsFirst.shape[1] / area, area]);
            using Tensor ordered = blocks.transpose(1, 2);
            return [ordered.reshape(channelsFirst.shape)];
        };
    }

    private static long Axis(NodeBuilder node, long otherwise) => node.Integer("axis", 1, otherwise);
}
