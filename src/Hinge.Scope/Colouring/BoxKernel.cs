using System.Numerics;

namespace Hinge.Scope.Colouring;

/// <summary>The two products of one box with a picture; these loops are the specification of the vector ones.</summary>
internal static partial class BoxKernel
{
    /// <summary>Σ of coefficients times the places they belong to: one entry of the transposed product.</summary>
    public static T Gather<T>(ReadOnlySpan<T> coefficients, Box box, ReadOnlySpan<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        int from = (int)box.Offset;
        for (int plane = 0; plane < box.Planes; plane++)
        {
            for (int row = 0; row < box.Rows; row++)
            {
                int at = (int)(box.Start + plane * box.PlaneStride + row * box.RowStride);
                for (int i = 0; i < box.Width; i++)
                    sum += coefficients[from++] * target[at + i];
            }
        }
        return sum;
    }

    /// <summary>Adds <paramref name="factor"/> times the coefficients to the places they belong to.</summary>
    public static void Scatter<T>(ReadOnlySpan<T> coefficients, Box box, T factor, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int from = (int)box.Offset;
        for (int plane = 0; plane < box.Planes; plane++)
        {
            for (int row = 0; row < box.Rows; row++)
            {
                int at = (int)(box.Start + plane * box.PlaneStride + row * box.RowStride);
                for (int i = 0; i < box.Width; i++)
                    target[at + i] += factor * coefficients[from++];
            }
        }
    }
}
