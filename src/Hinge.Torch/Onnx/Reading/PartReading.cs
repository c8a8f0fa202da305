using Hinge.Core.Formats;
using Hinge.Torch.Graphs;
using Hinge.Torch.Graphs.Shapes;
using Hinge.Torch.Onnx.Writing;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>Joining, cutting, padding.</summary>
internal static class PartReading
{
    public static ReadValue Concatenate(NodeReader node)
    {
        int[] all = [.. Enumerable.Range(0, node.InputCount)];
        long axis = node.Int("axis", 1);
        if (all.Length == 0)
            throw node.Wrong("has no inputs");
        if (node.IsSizes)
            return new SizesValue([.. all.SelectMany(index => node.Sizes(index).Extents)]);
        if (!node.IsConstant)
        {
            DataValue[] values = [.. all.Select(index => node.Data(index))];
            int along = node.Axis(axis, values[0].Shape.Length);
            node.Require("axis", along > 0, along, "another than the batch");
            return node.Emit("concat", values, [], ("axis", Unless(along, 1)));
        }
        NdArray[] arrays = [.. all.Select(index => node.Constant(index).Array)];
        int join = node.Axis(axis, arrays[0].Shape.Count);
        bool alike = arrays.All(array => array.Type == arrays[0].Type && array.Shape.Count == arrays[0].Shape.Count
            && array.Shape.Zip(arrays[0].Shape).Where((pair, at) => at != join && pair.First != pair.Second)
                .Any() is false);
        return alike ? node.Computed(ConstantFolding.Concatenate(arrays, join))
            : throw node.Wrong("constants that differ");
    }

    public static ReadValue[] Split(NodeReader node)
    {
        DataValue x = node.Data(0);
        int axis = node.Axis(node.Int("axis", 0), x.Shape.Length), count = node.Node.Outputs.Count;
        node.Require("axis", axis > 0, axis, "another than the batch");
        long[]? sizes = node.IntsOrInput("split", 1, since: 13);
        if (node.Opset >= 18 && sizes is null)
        {
            long parts = node.Int("num_outputs", count);
            node.Require("num_outputs", parts == count, parts, $"{count}, the outputs");
        }
        node.Require("outputs", count is > 0 and <= GraphOperation.MostParts, count,
            $"1 to {GraphOperation.MostParts}");
        if (sizes is null && x.Shape[axis].Number is { } whole && whole % count != 0)
        {
            // The last part is the smaller one.
            long part = (whole + count - 1) / count;
            sizes = [.. Enumerable.Repeat(part, count - 1), whole - (part * (count - 1))];
        }
        if (sizes is null)
            return node.EmitAll("split", [x], [], ("axis", Unless(axis, 1)), ("parts", (double)count));
        if (sizes.Length != count || sizes.Any(size => size < 1)
            || (x.Shape[axis].Number ?? sizes.Sum()) != sizes.Sum())
        {
            throw node.Wrong($"parts [{string.Join(", ", sizes.Take(16))}] of {Extent.Describe(x.Shape)}");
        }
        return node.EmitAll("split", [x], [], ("axis", Unless(axis, 1)), ("sizes", sizes));
    }

    public static ReadValue Slice(NodeReader node)
    {
        bool attributes = node.Opset < 10;
        long[] starts = (attributes ? node.Ints("starts") : node.WholeNumbers(1)) ?? throw node.Wrong("has no starts");
        long[] ends = (attributes ? node.Ints("ends") : node.WholeNumbers(2)) ?? throw node.Wrong("has no ends");
        long[] axes = (attributes ? node.Ints("axes") : node.WholeNumbers(3))
            ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        long[] steps = (attributes ? null : node.WholeNumbers(4)) ?? [.. Enumerable.Repeat(1L, starts.Length)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length)
            throw node.Wrong("starts, ends, axes and steps of different lengths");
        ReadValue value = node.Value(0) ?? throw node.Wrong("input 0 is missing");
        for (int i = 0; i < starts.Length; i++)
            value = Cut(node, value, axes[i], starts[i], ends[i], steps[i]);
        return value;
    }

    public static ReadValue Gather(NodeReader node)
    {
        long[] indices = node.WholeNumbers(1) ?? throw node.Wrong("has no indices");
        bool scalar = node.Constant(1).Array.Shape.Count == 0;
        int axis = (int)node.Int("axis", 0);
        node.Require("indices", node.Constant(1).Array.Shape.Count <= 1, node.Constant(1).Array, "one or a list");
        switch (node.Value(0))
        {
            case SizesValue sizes:
                node.Require("axis", axis is 0 or -1, axis, "0");
                return new SizesValue([.. indices.Select(i => sizes.Extents[node.Axis(i, sizes.Extents.Length)])],
                    scalar);
            case DataValue:
                return Picked(node, node.Data(0), indices, scalar);
            default:
                NdArray array = node.Constant(0).Array;
                axis = node.Axis(axis, array.Shape.Count);
                long[] wrapped = [.. indices.Select(index => (long)node.Axis(index, (int)array.Shape[axis]))];
                NdArray taken = ConstantFolding.Take(array, axis, wrapped);
                return node.Computed(scalar ? taken.Reshape([.. taken.Shape.Where((_, at) => at != axis)]) : taken);
        }
    }

    public static ReadValue Pad(NodeReader node)
    {
        DataValue x = node.Data(0);
        bool attributes = node.Opset < 11;
        long[] pads = (attributes ? node.Ints("pads") : node.WholeNumbers(1)) ?? throw node.Wrong("has no pads");
        double value = attributes ? node.Number("value", 0) : node.Scalar(2) ?? 0;
        long[] axes = (node.Opset < 18 ? null : node.WholeNumbers(3))
            ?? [.. Enumerable.Range(0, x.Shape.Length).Select(axis => (long)axis)];
        string mode = node.Text("mode", "constant");
        node.Require("mode", mode is "constant" or "reflect" or "edge", mode, "constant, reflect or edge");
        if (x.Shape.Length != 4 || pads.Length != 2 * axes.Length || !double.IsFinite(value))
            throw node.Wrong($"{pads.Length} pads of {Extent.Describe(x.Shape)} with {value}");
        long[] before = new long[4], after = new long[4];
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = node.Axis(axes[i], 4);
            (before[axis], after[axis]) = (pads[i], pads[i + axes.Length]);
        }
        bool channels = before[1] != 0 || after[1] != 0;
        if (before[0] != 0 || after[0] != 0 || pads.Any(amount => amount < 0) || (channels && mode != "constant"))
        {
            throw node.Wrong(
                $"pads [{string.Join(", ", pads)}] with {mode}; expected positive ones of rows and columns");
        }
        if (pads.All(amount => amount == 0))
            return x;
        return node.Emit(
            "pad", x,
            ("amounts", WindowReading.Short([before[2], before[3], after[2], after[3]])),
            ("channels", channels ? WindowReading.Short([before[1], after[1]]) : null),
            ("mode", WindowReading.Word(mode == "edge" ? "replicate" : mode, "constant")),
            ("value", value == 0 || mode != "constant" ? null : value));
    }

    private static GraphAttribute? Unless(long number, long otherwise) => number == otherwise ? null : (double)number;

    private static ReadValue Cut(NodeReader node, ReadValue value, long axis, long start, long end, long step)
    {
        if (step == 0 || (step < 0 && value is DataValue))
            throw node.Wrong($"step {step}; expected a positive one");
        switch (value)
        {
            case DataValue { Name: not null } data:
                int along = node.Axis(axis, data.Shape.Length);
                (long from, long to) = (Math.Clamp(start, int.MinValue, int.MaxValue),
                    Math.Clamp(end, int.MinValue, int.MaxValue));
                if (from == 0 && to >= (data.Shape[along].Number ?? int.MaxValue) && step == 1)
                    return data;
                node.Require("axis", along > 0, along, "another than the batch");
                return node.Emit("slice", data, ("axis", Unless(along, 1)), ("start", Unless(from, 0)),
                    ("end", Unless(to, int.MaxValue)), ("step", Unless(step, 1)));
            case SizesValue { IsScalar: false } sizes when axis is 0 or -1:
                return new SizesValue([.. Indices(sizes.Extents.Length, start, end, step)
                    .Select(i => sizes.Extents[i])]);
            case ConstantValue constant:
                int at = node.Axis(axis, constant.Array.Shape.Count);
                return node.Computed(
                    ConstantFolding.Take(constant.Array, at, [.. Indices(constant.Array.Shape[at], start, end, step)]));
            default:
                throw node.Wrong("cannot be cut");
        }
    }

    private static IEnumerable<long> Indices(long extent, long start, long end, long step)
    {
        long lowest = step > 0 ? 0 : -1, highest = step > 0 ? extent : extent - 1;
        long from = Math.Clamp(start < 0 ? start + extent : start, lowest, highest);
        long to = Math.Clamp(end < 0 ? Math.Max(end, long.MinValue + extent) + extent : end, lowest, highest);
        for (long index = from; step > 0 ? index < to : index > to; index += Math.Clamp(step, -extent - 1, extent + 1))
            yield return index;
    }

    // Elements of an axis that follow each other are a slice.
    private static DataValue Picked(NodeReader node, DataValue x, long[] indices, bool scalar)
    {
        int axis = node.Axis(node.Int("axis", 0), x.Shape.Length);
        if (axis == 1 && x.Node is { Op: "pixel-unshuffle" } unshuffle && unshuffle.Attributes.ContainsKey("order")
            && x.Inputs[0].Shape[1].Number is { } channels && x.Shape[1].Number == indices.Length
            && indices.SequenceEqual(PartWriting.UnshuffleOrder(channels,
                (long)unshuffle.Attributes["factor"].Numbers[0])))
        {
            return node.Emit("pixel-unshuffle", x.Inputs[0], ("factor", unshuffle.Attributes["factor"]));
        }
        bool run = indices.Length > 0 && indices.Select((index, i) => index == indices[0] + i).All(follows => follows)
            && (indices[0] >= 0 || indices[^1] < 0);
        if (axis == 0 || !run)
            throw node.Wrong("expected indices that follow each other along another axis than the batch");
        long end = indices[^1] + 1;
        DataValue part = node.Emit("slice", x, ("axis", Unless(axis, 1)), ("start", Unless(indices[0], 0)),
            ("end", end == 0 ? null : (double)end));
        return scalar ? ShapeReading.To(node, part, [.. x.Shape.Where((_, at) => at != axis)]) : part;
    }
}
