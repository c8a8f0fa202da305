namespace Hinge.Core.Formats;

/// <summary>Sizes and .NET types of <see cref="ElementType"/>.</summary>
public static class ElementTypes
{
    /// <summary>Bytes of one element: 1, 2, 4 or 8.</summary>
    /// <param name="type">The element type.</param>
    public static int SizeInBytes(this ElementType type) => type switch
    {
        ElementType.Boolean or ElementType.UInt8 or ElementType.Int8 => 1,
        ElementType.Int16 or ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Int32 or ElementType.UInt32 or ElementType.Float32 => 4,
        ElementType.Int64 or ElementType.UInt64 or ElementType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown element type"),
    };

    /// <summary>The element type that stores a .NET type; bfloat16 has none of its own.</summary>
    /// <typeparam name="T">A primitive number, <see cref="bool"/> or <see cref="Half"/>.</typeparam>
    /// <exception cref="InputException"><typeparamref name="T"/> is something else.</exception>
    public static ElementType Of<T>() where T : unmanaged
    {
        Type type = typeof(T);
        return type == typeof(bool) ? ElementType.Boolean
            : type == typeof(byte) ? ElementType.UInt8
            : type == typeof(sbyte) ? ElementType.Int8
            : type == typeof(short) ? ElementType.Int16
            : type == typeof(ushort) ? ElementType.UInt16
            : type == typeof(int) ? ElementType.Int32
            : type == typeof(uint) ? ElementType.UInt32
            : type == typeof(long) ? ElementType.Int64
            : type == typeof(ulong) ? ElementType.UInt64
            : type == typeof(Half) ? ElementType.Float16
            : type == typeof(float) ? ElementType.Float32
            : type == typeof(double) ? ElementType.Float64
            : throw new InputException($"arrays of {type.Name} are not supported; expected a primitive number or bool");
    }
}
