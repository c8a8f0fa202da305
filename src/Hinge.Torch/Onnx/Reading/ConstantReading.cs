using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>Constants, sizes, and what leaves its input as it is.</summary>
internal static class ConstantReading
{
    private const long Largest = 1 << 16;

    public static ReadValue Identity(NodeReader node) =>
        node.Value(0) ?? throw node.Wrong("input 0 is missing");

    public static ReadValue Dropout(NodeReader node)
    {
        // Seed and ratio only matter in training.
        _ = (node.Any("seed"), node.Any("ratio"), node.Value(1));
        if (node.ConstantOrNull(2) is { } training && training.Array.ToDoubles().Any(value => value != 0))
            throw node.Wrong("training_mode is true; expected a network for inference");
        return Identity(node);
    }

    public static ReadValue Constant(NodeReader node)
    {
        OnnxAttribute? value = node.Any("value"), number = node.Any("value_float"), whole = node.Any("value_int");
        OnnxAttribute? numbers = node.Any("value_floats"), wholes = node.Any("value_ints");
        NdArray array = value is { Tensor: { } tensor } ? tensor
            : number is { Kind: OnnxAttributeKind.Float } ? NdArray.From<float>([number.Floats[0]])
            : whole is { Kind: OnnxAttributeKind.Int } ? NdArray.From<long>([whole.Ints[0]])
            : numbers is { Kind: OnnxAttributeKind.Floats } ? NdArray.From<float>([.. numbers.Floats],
                numbers.Floats.Count)
            : wholes is { Kind: OnnxAttributeKind.Ints } ? NdArray.From<long>([.. wholes.Ints], wholes.Ints.Count)
            : throw node.Wrong("holds no tensor and no numbers");
        return node.Computed(array);
    }

    public static ReadValue ConstantOfShape(NodeReader node)
    {
        NdArray value = node.Any("value")?.Tensor ?? NdArray.From<float>([0f], 1);
        long[] shape = node.WholeNumbers(0) ?? throw node.Wrong("has no shape");
        if (shape.Any(extent => extent < 0) || shape.Aggregate(1.0, (product, extent) => product * extent) > Largest)
            throw node.Wrong($"a constant of shape [{string.Join(", ", shape)}]");
        if (value.Length != 1)
            throw node.Wrong($"value is {value}; expected one number");
        long count = shape.Aggregate(1L, (product, extent) => product * extent);
        return node.Computed(ConstantFolding.Take(value.Reshape(1), 0, new long[count]).Reshape(shape));
    }

    public static ReadValue Cast(NodeReader node)
    {
        node.Any("saturate");
        ElementType? to = OnnxElementTypes.Of(node.Int("to", 0));
        switch (node.Value(0))
        {
            case SizesValue sizes when to is ElementType.Int64 or ElementType.Int32:
                return sizes;
            case ConstantValue constant when to is { } type:
                return constant.Array.Type == type
                    ? constant
                    : node.Computed(ConstantFolding.Convert(constant.Array, type));
            case DataValue data when to == node.Type:
                return data;
            default:
                throw node.Wrong($"to {to?.ToString() ?? "an unknown type"}; expected {node.Type}, the network's own");
        }
    }

    public static ReadValue Shape(NodeReader node)
    {
        Extent[] shape = node.Value(0) switch
        {
            DataValue => node.Data(0, resolved: false).Shape,
            ConstantValue constant => [.. constant.Array.Shape.Select(extent => (Extent)extent)],
            _ => throw node.Wrong("expected a tensor"),
        };
        long start = Bound(node.Int("start", 0), shape.Length);
        long end = Bound(node.Int("end", shape.Length), shape.Length);
        return new SizesValue(shape[(int)start..(int)Math.Max(start, end)]);
    }

    private static long Bound(long index, int length) => Math.Clamp(index < 0 ? index + length : index, 0, length);
}
