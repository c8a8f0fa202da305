using CsCheck;
using Hinge.Core.Formats;
using Hinge.Core.Randomness;

namespace Hinge.Core.Tests.Formats;

/// <summary>Random arrays: every element type, 0 to 4 dimensions, extents from 0.</summary>
internal static class GenArray
{
    public static readonly Gen<NdArray> All = Of(Enum.GetValues<ElementType>());

    public static Gen<NdArray> Of(params ElementType[] types) =>
        Gen.Select(Gen.Int[0, types.Length - 1], Gen.Long[0, 5].Array[0, 4], Gen.ULong).Select((index, shape, seed) =>
        {
            ElementType type = types[index];
            byte[] bytes = new byte[shape.Aggregate(1L, (a, b) => a * b) * type.SizeInBytes()];
            RandomStream random = new(seed);
            foreach (ref byte value in bytes.AsSpan())
                value = (byte)random.NextInt32(type == ElementType.Boolean ? 2 : 256);
            return new NdArray(type, bytes, shape);
        });

    public static void AssertSame(NdArray expected, NdArray actual)
    {
        Assert.Equal(expected.Type, actual.Type);
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.Bytes.ToArray(), actual.Bytes.ToArray());
    }
}
