using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hinge.Flight.Networks;

/// <summary>
/// C = A B with 64 columns, all that the networks need (specification §8): A may be read along rows or columns, C
/// begins at a bias and may pass through <see cref="FastTanh"/> on its way to memory. An element of C is one sum over k in its
/// order, whatever the number of rows, so that rows may be divided among threads.
/// </summary>
internal static unsafe partial class SmallProduct
{
    /// <summary>Columns of B and C.</summary>
    public const int Width = MlpLayout.Hidden;

    private const int TileRows = 6, ShortRows = TileRows - 1;

    /// <summary>C[m, j] = bias[j] + Σ_k A(m, k) B[k, j], with A(m, k) at a[m · rowStride + k · columnStride].</summary>
    /// <param name="rows">Of A and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="a">The left factor.</param>
    /// <param name="rowStride">From a row of A to the next.</param>
    /// <param name="columnStride">From a column of A to the next.</param>
    /// <param name="b">Rows of 64, aligned to 64 bytes.</param>
    /// <param name="bias">64 numbers, or null for zeros.</param>
    /// <param name="c">Receives rows of 64; overlaps neither factor.</param>
    /// <param name="tanh">Whether to apply <see cref="FastTanh"/>.</param>
    public static void Run(
        int rows, int depth, float* a, int rowStride, int columnStride, float* b, float* bias, float* c, bool tanh)
    {
        float* zeros = stackalloc float[Width];
        if (bias is null)
        {
            new Span<float>(zeros, Width).Clear();
            bias = zeros;
        }
        From(rows, depth, a, rowStride, columnStride, b, bias, 0, c, tanh);
    }

    /// <summary>C += A B: the sums go on where they are, as if the rows of B stood below those of the products before.
    /// </summary>
    /// <param name="rows">Of A and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="a">The left factor.</param>
    /// <param name="rowStride">From a row of A to the next.</param>
    /// <param name="columnStride">From a column of A to the next.</param>
    /// <param name="b">Rows of 64, aligned to 64 bytes.</param>
    /// <param name="c">Rows of 64, added to; overlaps neither factor.</param>
    public static void Add(int rows, int depth, float* a, int rowStride, int columnStride, float* b, float* c) =>
        From(rows, depth, a, rowStride, columnStride, b, c, Width, c, tanh: false);

    /// <summary>The specification of <see cref="Run"/>: the same fused operations in the same order.</summary>
    internal static void RunScalar(
        int rows, int depth, float* a, int rowStride, int columnStride, float* b, float* bias, float* c, bool tanh) =>
        FromScalar(rows, depth, a, rowStride, columnStride, b, bias, 0, c, tanh);

    private static void From(
        int rows, int depth, float* a, int rowStride, int columnStride, float* b, float* start, int startStride,
        float* c, bool tanh)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            FromScalar(rows, depth, a, rowStride, columnStride, b, start, startStride, c, tanh);
            return;
        }
        bool wide = Vector512.IsHardwareAccelerated;
        // Five tiles of five rows make four of six and one row more: no row is left over from 20 rows on.
        int shorts = wide ? ((TileRows - (rows % TileRows)) % TileRows) : 0;
        if (rows < shorts * ShortRows)
            shorts = 0;
        int row = 0;
        for (; row <= rows - TileRows - (shorts * ShortRows); row += TileRows)
        {
            float* left = a + ((long)row * rowStride), first = start + ((long)row * startStride);
            float* target = c + ((long)row * Width);
            if (wide)
            {
                Tile512(depth, left, rowStride, columnStride, b, first, startStride, target, tanh);
                continue;
            }
            for (int panel = 0; panel < Width; panel += 16)
            {
                Tile256(
                    depth, left, rowStride, columnStride, b + panel, first + panel, startStride, target + panel, tanh);
            }
        }
        for (; shorts > 0; shorts--, row += ShortRows)
        {
            ShortTile512(
                depth, a + ((long)row * rowStride), rowStride, columnStride, b, start + ((long)row * startStride),
                startStride, c + ((long)row * Width), tanh);
        }
        for (; row < rows; row++)
        {
            OneRow(
                depth, a + ((long)row * rowStride), columnStride, b, start + ((long)row * startStride),
                c + ((long)row * Width), tanh);
        }
    }

    private static void FromScalar(
        int rows, int depth, float* a, int rowStride, int columnStride, float* b, float* start, int startStride,
        float* c, bool tanh)
    {
        for (int m = 0; m < rows; m++)
        {
            for (int j = 0; j < Width; j++)
            {
                float sum = start[((long)m * startStride) + j];
                for (int k = 0; k < depth; k++)
                {
                    sum = MathF.FusedMultiplyAdd(
                        a[((long)m * rowStride) + ((long)k * columnStride)], b[(k * Width) + j], sum);
                }
                c[(m * Width) + j] = tanh ? FastTanh.Of(sum) : sum;
            }
        }
    }

    // A drone that acts has one row.
    private static void OneRow(int depth, float* a, int columnStride, float* b, float* bias, float* c, bool tanh)
    {
        Vector512<float> s0 = Vector512.Load(bias), s1 = Vector512.Load(bias + 16);
        Vector512<float> s2 = Vector512.Load(bias + 32), s3 = Vector512.Load(bias + 48);
        for (int k = 0; k < depth; k++, a += columnStride, b += Width)
        {
            Vector512<float> x = Vector512.Create(*a);
            s0 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b), s0);
            s1 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b + 16), s1);
            s2 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b + 32), s2);
            s3 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b + 48), s3);
        }
        End(s0, c, tanh);
        End(s1, c + 16, tanh);
        End(s2, c + 32, tanh);
        End(s3, c + 48, tanh);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End(Vector512<float> x, float* target, bool tanh) =>
        Vector512.Store(tanh ? FastTanh.Of(x) : x, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End(Vector256<float> x, float* target, bool tanh) =>
        Vector256.Store(tanh ? FastTanh.Of(x) : x, target);
}
