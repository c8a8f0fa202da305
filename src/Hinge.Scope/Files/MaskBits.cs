using Hinge.Core;
using Hinge.Core.Formats;

namespace Hinge.Scope.Files;

/// <summary>Boolean arrays with eight values to a byte, the first in the lowest bit.</summary>
internal static class MaskBits
{
    public static NdArray Pack(NdArray mask)
    {
        ReadOnlySpan<byte> values = mask.Bytes.Span;
        byte[] packed = new byte[(values.Length + 7) / 8];
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
                packed[i >> 3] |= (byte)(1 << (i & 7));
        }
        return NdArray.From<byte>(packed, packed.Length);
    }

    public static NdArray Unpack(NdArray packed, long[] shape, string name)
    {
        long count = 1;
        foreach (long size in shape)
            count = size < 0 ? throw new InputException($"{name}: negative size {size}") : checked(count * size);
        if (packed.Type != ElementType.UInt8 || packed.Length != (count + 7) / 8)
            throw new InputException($"{name}: {packed}, expected {(count + 7) / 8} bytes for {count} mask bits");
        ReadOnlySpan<byte> bits = packed.Bytes.Span;
        byte[] values = new byte[count];
        for (int i = 0; i < values.Length; i++)
            values[i] = (byte)((bits[i >> 3] >> (i & 7)) & 1);
        return new(ElementType.Boolean, values, shape);
    }
}
