using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>The shape that Reshape asks for.</summary>
internal static class TargetShape
{
    /// <summary>The shape that comes out, the batch first.</summary>
    /// <param name="node">The node, for messages.</param>
    /// <param name="from">The shape that goes in.</param>
    /// <param name="target">What is asked for: 0 keeps an extent, −1 is what is left.</param>
    /// <exception cref="Hinge.Core.InputException">Samples would be mixed, or the numbers do not fit.</exception>
    public static Extent[] Resolve(NodeReader node, Extent[] from, Extent[] target)
    {
        Extent[] shape = [.. target.Select((extent, axis) => extent.Number != 0 ? extent
            : axis < from.Length ? from[axis] : throw Wrong(node, from, target))];
        int open = Array.IndexOf(shape, -1);
        if (shape.Length == 0 || shape.Count(extent => extent == -1) > 1 || shape.Any(extent => extent.Number < -1))
            throw Wrong(node, from, target);
        Extent sample = Extent.Product(from[1..]);
        Extent rest = Extent.Product(shape.Where((extent, axis) => axis > 0 && axis != open));
        bool fits = open > 0 ? sample.Number is null || rest.Number is null || sample.Over(rest) is not null
            : sample == rest || sample.Number is null || rest.Number is null;
        bool batch = shape[0] == Extent.Batch || (open == 0 && fits)
            || (shape[0].Number is { } number && (number == node.StatedBatch || (open < 0 && sample == rest)));
        if (!batch || !fits)
            throw Wrong(node, from, target);
        shape[0] = Extent.Batch;
        if (open > 0)
            shape[open] = sample.Over(rest) ?? node.Fresh();
        return shape;
    }

    private static Hinge.Core.InputException Wrong(NodeReader node, Extent[] from, Extent[] target) => node.Wrong(
        $"{Extent.Describe(from)} to {Extent.Describe(target)}; expected a shape that leaves the batch as it is");
}
