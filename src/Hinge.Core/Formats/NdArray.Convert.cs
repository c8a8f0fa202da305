using System.Numerics;

namespace Hinge.Core.Formats;

public sealed partial class NdArray
{
    /// <summary>A copy as single precision: smaller types exactly, larger ones rounded; false is 0.</summary>
    public float[] ToSingles()
    {
        if (Type == ElementType.Float32)
            return Values<float>().ToArray();
        float[] result = new float[checked((int)Length)];
        Widen<float>(result);
        return result;
    }

    /// <summary>A copy as double precision: exact but for integers beyond 2⁵³, which are rounded; false is 0.</summary>
    public double[] ToDoubles()
    {
        if (Type == ElementType.Float64)
            return Values<double>().ToArray();
        double[] result = new double[checked((int)Length)];
        Widen<double>(result);
        return result;
    }

    private void Widen<TTo>(Span<TTo> to) where TTo : unmanaged, INumberBase<TTo>
    {
        switch (Type)
        {
            case ElementType.Boolean:
            case ElementType.UInt8: Convert(Bytes.Span, to); break;
            case ElementType.Int8: Convert(Values<sbyte>(), to); break;
            case ElementType.Int16: Convert(Values<short>(), to); break;
            case ElementType.UInt16: Convert(Values<ushort>(), to); break;
            case ElementType.Int32: Convert(Values<int>(), to); break;
            case ElementType.UInt32: Convert(Values<uint>(), to); break;
            case ElementType.Int64: Convert(Values<long>(), to); break;
            case ElementType.UInt64: Convert(Values<ulong>(), to); break;
            case ElementType.Float16: Convert(Values<Half>(), to); break;
            case ElementType.Float32: Convert(Values<float>(), to); break;
            case ElementType.Float64: Convert(Values<double>(), to); break;
            case ElementType.BFloat16:
                ReadOnlySpan<ushort> patterns = Values<ushort>();
                for (int i = 0; i < to.Length; i++)
                    to[i] = TTo.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)patterns[i] << 16));
                break;
            default: throw new InvalidOperationException($"no conversion from {Type}");
        }
    }

    private static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = TTo.CreateTruncating(from[i]);
    }
}
