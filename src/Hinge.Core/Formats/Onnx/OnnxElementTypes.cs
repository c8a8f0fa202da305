namespace Hinge.Core.Formats.Onnx;

/// <summary>Numbers of element types in ONNX files (TensorProto.DataType).</summary>
public static class OnnxElementTypes
{
    private static readonly (ElementType Type, int Number)[] s_types =
    [
        (ElementType.Float32, 1), (ElementType.UInt8, 2), (ElementType.Int8, 3), (ElementType.UInt16, 4),
        (ElementType.Int16, 5), (ElementType.Int32, 6), (ElementType.Int64, 7), (ElementType.Boolean, 9),
        (ElementType.Float16, 10), (ElementType.Float64, 11), (ElementType.UInt32, 12), (ElementType.UInt64, 13),
        (ElementType.BFloat16, 16),
    ];

    /// <summary>The type of a number, or null if it is none of numbers.</summary>
    /// <param name="number">A number of TensorProto.DataType.</param>
    public static ElementType? Of(long number)
    {
        int index = Array.FindIndex(s_types, entry => entry.Number == number);
        return index < 0 ? null : s_types[index].Type;
    }

    /// <summary>The number of a type.</summary>
    /// <param name="type">The type.</param>
    public static int ToNumber(ElementType type) => Array.Find(s_types, entry => entry.Type == type).Number;
}
