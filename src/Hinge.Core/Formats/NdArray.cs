using System.Runtime.InteropServices;

namespace Hinge.Core.Formats;

/// <summary>
/// A dense array in memory: element type, shape, and the elements row by row (last index fastest) as little-endian
/// bytes. An empty shape is a single number. What the file formats read and write.
/// </summary>
public sealed partial class NdArray
{
    private readonly long[] _shape;

    /// <summary>An array over existing bytes, which are not copied.</summary>
    /// <param name="type">What an element is.</param>
    /// <param name="bytes">All elements, little-endian, last index fastest.</param>
    /// <param name="shape">Extent of each dimension, not negative.</param>
    /// <exception cref="InputException">
    /// An extent is negative, the extents multiply to more than memory can hold, or to another number of bytes than
    /// given; or a Boolean is neither 0 nor 1.
    /// </exception>
    public NdArray(ElementType type, ReadOnlyMemory<byte> bytes, params ReadOnlySpan<long> shape)
    {
        if (!Shapes.TryCountBytes(type, shape, out long length, out long expected))
            throw new InputException($"shape {Shapes.Describe(shape)} of {type} is not one that memory can hold");
        if (bytes.Length != expected)
            throw new InputException(
                $"shape {Shapes.Describe(shape)} of {type} takes {expected} bytes, found {bytes.Length}");
        if (type == ElementType.Boolean && bytes.Span.IndexOfAnyExceptInRange((byte)0, (byte)1) is >= 0 and int bad)
            throw new InputException($"element {bad} of a Boolean array is {bytes.Span[bad]}; expected 0 or 1");
        Type = type;
        Bytes = bytes;
        Length = length;
        _shape = shape.ToArray();
        Shape = Array.AsReadOnly(_shape);
    }

    /// <summary>What an element is.</summary>
    public ElementType Type { get; }

    /// <summary>Extent of each dimension; empty for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of elements: the product of <see cref="Shape"/>.</summary>
    public long Length { get; }

    /// <summary>The elements, little-endian, last index fastest.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>An array holding a copy of <paramref name="values"/>.</summary>
    /// <param name="values">All elements, last index fastest.</param>
    /// <param name="shape">Extent of each dimension; their product is the number of values.</param>
    /// <typeparam name="T">A primitive number, <see cref="bool"/> or <see cref="Half"/>.</typeparam>
    /// <exception cref="InputException">The shape holds another number of values, or T is no such type.</exception>
    public static NdArray From<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        ElementType type = ElementTypes.Of<T>();
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        LittleEndian.Reorder(bytes, type.SizeInBytes());
        return new NdArray(type, bytes, shape);
    }

    /// <summary>The elements, not copied.</summary>
    /// <typeparam name="T">
    /// The .NET type of <see cref="Type"/>; <see cref="ushort"/> for the bit patterns of bfloat16.
    /// </typeparam>
    /// <exception cref="InputException"><typeparamref name="T"/> is not the type of the elements.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged
    {
        ElementType asked = ElementTypes.Of<T>();
        if (asked != Type && !(Type == ElementType.BFloat16 && asked == ElementType.UInt16))
            throw new InputException($"the array holds {Type}; {asked} was expected");
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("arrays can be viewed in place on little-endian machines only");
        return MemoryMarshal.Cast<byte, T>(Bytes.Span);
    }

    /// <summary>The same elements under another shape; nothing is copied.</summary>
    /// <param name="shape">Extents with the same product.</param>
    /// <exception cref="InputException">The product differs.</exception>
    public NdArray Reshape(params ReadOnlySpan<long> shape) => new(Type, Bytes, shape);

    /// <summary>For example <c>Float32 [64, 1, 5, 5]</c>.</summary>
    public override string ToString() => $"{Type} {Shapes.Describe(_shape)}";
}
