using Hinge.Torch.Graphs;
using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>Resizing. Of the many ways to map pixels only those are read that libtorch has, too.</summary>
internal static class ResizeReading
{
    public static ReadValue Upsample(NodeReader node)
    {
        string mode = node.Text("mode", "nearest");
        double[] scales = node.Opset < 9
            ? [.. (node.Any("scales") ?? throw node.Wrong("has no scales")).Floats.Select(scale => (double)scale)]
            : node.Constant(1).Array.ToDoubles();
        node.Require("mode", mode == "nearest", mode, "nearest (others had no fixed positions)");
        return Resized(node, node.Data(0), "nearest", false, Scales(node, scales, node.Data(0), null), null);
    }

    public static ReadValue Resize(NodeReader node)
    {
        DataValue x = node.Data(0);
        string mode = node.Text("mode", "nearest");
        if (node.Opset == 10)
        {
            node.Require("mode", mode == "nearest", mode, "nearest (others had no fixed positions)");
            return Resized(node, x, mode, false, Scales(node, node.Constant(1).Array.ToDoubles(), x, null), null);
        }

        // The region of interest and the value outside of it matter to crops only.
        _ = (node.Value(1), node.Any("extrapolation_value"));
        long[]? axes = node.Opset < 18 ? null : node.Ints("axes");
        string policy = node.Opset < 18 ? "stretch" : node.Text("keep_aspect_ratio_policy", "stretch");
        node.Require("keep_aspect_ratio_policy", policy == "stretch", policy, "stretch");
        node.Require("antialias", node.Opset < 18 || !node.Flag("antialias"), 1, "0");
        node.Require("exclude_outside", !node.Flag("exclude_outside"), 1, "0");
        double coefficient = node.Number("cubic_coeff_a", -0.75);
        node.Require("cubic_coeff_a", mode != "cubic" || coefficient == -0.75, coefficient, "-0.75");
        double[]? scales = node.ConstantOrNull(2) is { Array: { Length: > 0 } given }
            ? Scales(node, given.ToDoubles(), x, axes)
            : null;
        Extent[]? size = node.Value(3) is null ? null : Size(node, x, axes);
        if (scales is null == size is null)
            throw node.Wrong("expected either scales or sizes");
        if (size is not null && size[0].Number is null | size[1].Number is null)
            (scales, size) = (Ratio(node, x, size), null);
        string positions = node.Text("coordinate_transformation_mode", "half_pixel");
        string rounding = node.Text("nearest_mode", "round_prefer_floor");
        bool corners = Corners(node, mode, positions, rounding, scales, x, size);
        return Resized(node, x, Mode(node, mode), corners, scales, size);
    }

    private static DataValue Resized(
        NodeReader node, DataValue x, string mode, bool corners, double[]? scales, Extent[]? size)
    {
        if (x.Shape.Length != 4)
            throw node.Wrong($"given {Extent.Describe(x.Shape)}; expected [batch, channels, rows, columns]");
        GraphAttribute? scale = scales is null ? null : scales[0] == scales[1] ? scales[0] : scales;
        return node.Emit(
            "resize", x, ("scale", scale),
            ("size", size is null ? null : WindowReading.Short([size[0].Number!.Value, size[1].Number!.Value])),
            ("mode", WindowReading.Word(mode, "nearest")), ("align-corners", corners ? true : null));
    }

    private static string Mode(NodeReader node, string mode) => mode switch
    {
        "nearest" => "nearest",
        "linear" => "bilinear",
        "cubic" => "bicubic",
        _ => throw node.Wrong($"mode {mode}; expected nearest, linear or cubic"),
    };

    // Whether corners are aligned; refuses positions that libtorch does not have.
    private static bool Corners(
        NodeReader node, string mode, string positions, string rounding, double[]? scales, DataValue x, Extent[]? size)
    {
        double[] factors = scales ?? [.. size!.Select((extent, axis) =>
            x.Shape[axis + 2].Number is { } from ? (double)extent.Number!.Value / from : double.NaN)];
        if (mode == "nearest")
        {
            // Pixel i comes from ⌊i / scale⌋, which several rules give for whole scales.
            bool whole = factors.All(factor => factor == Math.Floor(factor));
            bool known = rounding switch
            {
                "floor" => positions == "asymmetric",
                "round_prefer_floor" when positions == "asymmetric" => factors.All(factor => factor is 1 or 2),
                "round_prefer_floor" or "round_prefer_ceil" =>
                    whole && positions is "half_pixel" or "pytorch_half_pixel" or "half_pixel_symmetric",
                _ => false,
            };
            node.Require("coordinate_transformation_mode", known, $"{positions} with {rounding}",
                "asymmetric with floor, or whole scales");
            return false;
        }

        // A result of one pixel is another's in the form called after PyTorch.
        bool half = positions == "half_pixel" || (positions == "pytorch_half_pixel"
            && (size is null || size.All(extent => extent.Number > 1)));
        node.Require("coordinate_transformation_mode", half || positions == "align_corners", positions,
            "half_pixel or align_corners");
        return positions == "align_corners";
    }

    private static double[] Scales(NodeReader node, double[] scales, DataValue x, long[]? axes)
    {
        double[] all = [.. Enumerable.Repeat(1.0, x.Shape.Length)];
        long[] along = axes ?? [.. Enumerable.Range(0, all.Length).Select(axis => (long)axis)];
        if (scales.Length != along.Length)
            throw node.Wrong($"{scales.Length} scales; expected {along.Length}");
        for (int i = 0; i < scales.Length; i++)
            all[node.Axis(along[i], all.Length)] = scales[i];
        if (all.Length != 4 || all[0] != 1 || all[1] != 1 || all.Any(scale => !(scale > 0) || !double.IsFinite(scale)))
            throw node.Wrong($"scales [{string.Join(", ", scales)}]; expected positive ones of rows and columns only");
        return all[2..];
    }

    private static Extent[] Size(NodeReader node, DataValue x, long[]? axes)
    {
        Extent[] sizes = node.Sizes(3).Extents, all = [.. x.Shape];
        long[] along = axes ?? [.. Enumerable.Range(0, all.Length).Select(axis => (long)axis)];
        if (sizes.Length != along.Length || all.Length != 4)
            throw node.Wrong($"{sizes.Length} sizes; expected {along.Length}");
        for (int i = 0; i < sizes.Length; i++)
        {
            int axis = node.Axis(along[i], all.Length);
            bool same = sizes[i] == all[axis] || (axis == 0 && sizes[i].Number == node.StatedBatch);
            if (axis < 2 && !same)
                throw node.Wrong($"sizes {Extent.Describe(sizes)}; expected batch and channels to stay");
            if (axis >= 2 && sizes[i].Number is <= 0)
                throw node.Wrong($"sizes {Extent.Describe(sizes)}; expected positive ones");
            if (axis >= 2)
                all[axis] = sizes[i];
        }
        return all[2..];
    }

    private static double[] Ratio(NodeReader node, DataValue x, Extent[] size) =>
        [.. size.Select((extent, axis) => extent.Over(x.Shape[axis + 2])?.Number
            ?? throw node.Wrong($"sizes {Extent.Describe(size)} from {Extent.Describe(x.Shape)} cannot be resolved"))
            .Select(ratio => (double)ratio)];
}
