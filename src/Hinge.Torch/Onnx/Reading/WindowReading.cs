using Hinge.Torch.Graphs;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>Stride, padding and dilation of convolutions and pools.</summary>
internal static class WindowReading
{
    /// <summary>The settings that differ from those of a graph's node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kernel">Extent of the window; a stated one must agree.</param>
    /// <param name="strideOtherwise">What a graph's node takes for a stride that is not given; 0 for the
    /// kernel.</param>
    /// <param name="extra">The output padding of a transposed convolution; null for others.</param>
    public static (GraphAttribute? Stride, GraphAttribute? Padding, GraphAttribute? Dilation) Settings(
        NodeReader node, long[] kernel, long strideOtherwise, long[]? extra = null)
    {
        if (node.Ints("kernel_shape") is { } stated && !stated.SequenceEqual(kernel))
            throw node.Wrong($"kernel_shape is [{string.Join(", ", stated)}]; expected [{string.Join(", ", kernel)}]");
        long[] stride = node.Ints("strides", 2, 1), dilation = node.Ints("dilations", 2, 1);
        long[] pads = node.Ints("pads", 4, 0);
        if (pads.Any(amount => amount < 0))
            throw node.Wrong("negative pads are not supported");
        GraphAttribute? given = strideOtherwise > 0 ? Unless(stride, strideOtherwise)
            : stride.SequenceEqual(kernel) ? null : Short(stride);
        return (given, Padding(node, kernel, stride, dilation, pads, extra), Unless(dilation, 1));
    }

    /// <summary>Numbers as an attribute, or null if all are what they are by default.</summary>
    public static GraphAttribute? Unless(long[] numbers, long otherwise) =>
        numbers.All(number => number == otherwise) ? null : Short(numbers);

    /// <summary>Numbers as an attribute: a single one where all are the same.</summary>
    public static GraphAttribute Short(long[] numbers) =>
        numbers.All(number => number == numbers[0]) ? (double)numbers[0] : numbers;

    /// <summary>A word as an attribute, or null if it is what it is by default.</summary>
    public static GraphAttribute? Word(string word, string otherwise) =>
        word == otherwise ? null : (GraphAttribute)word;

    private static GraphAttribute? Padding(
        NodeReader node, long[] kernel, long[] stride, long[] dilation, long[] pads, long[]? extra)
    {
        string automatic = node.Text("auto_pad", "NOTSET");
        if (automatic == "NOTSET")
            return Unless(pads, 0);
        node.Require("pads", pads.All(amount => amount == 0), "given beside auto_pad", "one of them");
        node.Require("auto_pad", automatic is "VALID" or "SAME_UPPER" or "SAME_LOWER", automatic,
            "NOTSET, VALID, SAME_UPPER or SAME_LOWER");
        if (automatic == "VALID")
            return null;
        bool upper = automatic == "SAME_UPPER";
        if (extra is null)
            return upper ? "same-upper" : "same-lower";

        // As many rows as strides of the input's: the rest is cut off, the odd element at the end or at the start.
        long[] both = new long[4];
        for (int axis = 0; axis < 2; axis++)
        {
            long total = (dilation[axis] * (kernel[axis] - 1)) + 1 + extra[axis] - stride[axis];
            if (total < 0)
                throw node.Wrong($"auto_pad {automatic} of a stride beyond the kernel is not supported");
            (both[axis], both[axis + 2]) = upper ? (total / 2, total - (total / 2)) : (total - (total / 2), total / 2);
        }
        return Unless(both, 0);
    }
}
