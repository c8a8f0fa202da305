using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hinge.Flight.Networks;

internal static unsafe partial class SmallProduct
{
    // All 64 columns of six rows: 24 sums in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile512(
        int depth, float* a, int rowStride, int columnStride, float* b, float* start, int startStride, float* c,
        bool tanh)
    {
        Vector512<float> r00 = Vector512.Load(start), r01 = Vector512.Load(start + 16);
        Vector512<float> r02 = Vector512.Load(start + 32), r03 = Vector512.Load(start + 48);
        start += startStride;
        Vector512<float> r10 = Vector512.Load(start), r11 = Vector512.Load(start + 16);
        Vector512<float> r12 = Vector512.Load(start + 32), r13 = Vector512.Load(start + 48);
        start += startStride;
        Vector512<float> r20 = Vector512.Load(start), r21 = Vector512.Load(start + 16);
        Vector512<float> r22 = Vector512.Load(start + 32), r23 = Vector512.Load(start + 48);
        start += startStride;
        Vector512<float> r30 = Vector512.Load(start), r31 = Vector512.Load(start + 16);
        Vector512<float> r32 = Vector512.Load(start + 32), r33 = Vector512.Load(start + 48);
        start += startStride;
        Vector512<float> r40 = Vector512.Load(start), r41 = Vector512.Load(start + 16);
        Vector512<float> r42 = Vector512.Load(start + 32), r43 = Vector512.Load(start + 48);
        start += startStride;
        Vector512<float> r50 = Vector512.Load(start), r51 = Vector512.Load(start + 16);
        Vector512<float> r52 = Vector512.Load(start + 32), r53 = Vector512.Load(start + 48);
        float* a1 = a + rowStride;
        float* a2 = a + (2 * rowStride);
        float* a3 = a + (3 * rowStride);
        float* a4 = a + (4 * rowStride);
        float* a5 = a + (5 * rowStride);
        for (long k = 0; k < (long)depth * columnStride; k += columnStride, b += Width)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            Vector512<float> b2 = Vector512.Load(b + 32), b3 = Vector512.Load(b + 48);
            Vector512<float> x = Vector512.Create(a[k]);
            r00 = Vector512.FusedMultiplyAdd(x, b0, r00);
            r01 = Vector512.FusedMultiplyAdd(x, b1, r01);
            r02 = Vector512.FusedMultiplyAdd(x, b2, r02);
            r03 = Vector512.FusedMultiplyAdd(x, b3, r03);
            x = Vector512.Create(a1[k]);
            r10 = Vector512.FusedMultiplyAdd(x, b0, r10);
            r11 = Vector512.FusedMultiplyAdd(x, b1, r11);
            r12 = Vector512.FusedMultiplyAdd(x, b2, r12);
            r13 = Vector512.FusedMultiplyAdd(x, b3, r13);
            x = Vector512.Create(a2[k]);
            r20 = Vector512.FusedMultiplyAdd(x, b0, r20);
            r21 = Vector512.FusedMultiplyAdd(x, b1, r21);
            r22 = Vector512.FusedMultiplyAdd(x, b2, r22);
            r23 = Vector512.FusedMultiplyAdd(x, b3, r23);
            x = Vector512.Create(a3[k]);
            r30 = Vector512.FusedMultiplyAdd(x, b0, r30);
            r31 = Vector512.FusedMultiplyAdd(x, b1, r31);
            r32 = Vector512.FusedMultiplyAdd(x, b2, r32);
            r33 = Vector512.FusedMultiplyAdd(x, b3, r33);
            x = Vector512.Create(a4[k]);
            r40 = Vector512.FusedMultiplyAdd(x, b0, r40);
            r41 = Vector512.FusedMultiplyAdd(x, b1, r41);
            r42 = Vector512.FusedMultiplyAdd(x, b2, r42);
            r43 = Vector512.FusedMultiplyAdd(x, b3, r43);
            x = Vector512.Create(a5[k]);
            r50 = Vector512.FusedMultiplyAdd(x, b0, r50);
            r51 = Vector512.FusedMultiplyAdd(x, b1, r51);
            r52 = Vector512.FusedMultiplyAdd(x, b2, r52);
            r53 = Vector512.FusedMultiplyAdd(x, b3, r53);
        }
        End(r00, c, tanh);
        End(r01, c + 16, tanh);
        End(r02, c + 32, tanh);
        End(r03, c + 48, tanh);
        c += Width;
        End(r10, c, tanh);
        End(r11, c + 16, tanh);
        End(r12, c + 32, tanh);
        End(r13, c + 48, tanh);
        c += Width;
        End(r20, c, tanh);
        End(r21, c + 16, tanh);
        End(r22, c + 32, tanh);
        End(r23, c + 48, tanh);
        c += Width;
        End(r30, c, tanh);
        End(r31, c + 16, tanh);
        End(r32, c + 32, tanh);
        End(r33, c + 48, tanh);
        c += Width;
        End(r40, c, tanh);
        End(r41, c + 16, tanh);
        End(r42, c + 32, tanh);
        End(r43, c + 48, tanh);
        c += Width;
        End(r50, c, tanh);
        End(r51, c + 16, tanh);
        End(r52, c + 32, tanh);
        End(r53, c + 48, tanh);
    }

    // All 64 columns of five rows: 20 sums in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShortTile512(
        int depth, float* a, int rowStride, int columnStride, float* b, float* start, int startStride, float* c,
        bool tanh)
    {
        Vector512<float> r00 = Vector512.Load(start), r01 = Vector512.Load(start + 16);
        Vector512<float> r02 = Vector512.Load(start + 32), r03 = Vector512.Load(start + 48);
        start += startStride;
        Vector512<float> r10 = Vector512.Load(start), r11 = Vector512.Load(start + 16);
        Vector512<float> r12 = Vector512.Load(start + 32), r13 = Vector512.Load(start + 48);
        start += startStride;
        Vector512<float> r20 = Vector512.Load(start), r21 = Vector512.Load(start + 16);
        Vector512<float> r22 = Vector512.Load(start + 32), r23 = Vector512.Load(start + 48);
        start += startStride;
        Vector512<float> r30 = Vector512.Load(start), r31 = Vector512.Load(start + 16);
        Vector512<float> r32 = Vector512.Load(start + 32), r33 = Vector512.Load(start + 48);
        start += startStride;
        Vector512<float> r40 = Vector512.Load(start), r41 = Vector512.Load(start + 16);
        Vector512<float> r42 = Vector512.Load(start + 32), r43 = Vector512.Load(start + 48);
        float* a1 = a + rowStride;
        float* a2 = a + (2 * rowStride);
        float* a3 = a + (3 * rowStride);
        float* a4 = a + (4 * rowStride);
        for (long k = 0; k < (long)depth * columnStride; k += columnStride, b += Width)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            Vector512<float> b2 = Vector512.Load(b + 32), b3 = Vector512.Load(b + 48);
            Vector512<float> x = Vector512.Create(a[k]);
            r00 = Vector512.FusedMultiplyAdd(x, b0, r00);
            r01 = Vector512.FusedMultiplyAdd(x, b1, r01);
            r02 = Vector512.FusedMultiplyAdd(x, b2, r02);
            r03 = Vector512.FusedMultiplyAdd(x, b3, r03);
            x = Vector512.Create(a1[k]);
            r10 = Vector512.FusedMultiplyAdd(x, b0, r10);
            r11 = Vector512.FusedMultiplyAdd(x, b1, r11);
            r12 = Vector512.FusedMultiplyAdd(x, b2, r12);
            r13 = Vector512.FusedMultiplyAdd(x, b3, r13);
            x = Vector512.Create(a2[k]);
            r20 = Vector512.FusedMultiplyAdd(x, b0, r20);
            r21 = Vector512.FusedMultiplyAdd(x, b1, r21);
            r22 = Vector512.FusedMultiplyAdd(x, b2, r22);
            r23 = Vector512.FusedMultiplyAdd(x, b3, r23);
            x = Vector512.Create(a3[k]);
            r30 = Vector512.FusedMultiplyAdd(x, b0, r30);
            r31 = Vector512.FusedMultiplyAdd(x, b1, r31);
            r32 = Vector512.FusedMultiplyAdd(x, b2, r32);
            r33 = Vector512.FusedMultiplyAdd(x, b3, r33);
            x = Vector512.Create(a4[k]);
            r40 = Vector512.FusedMultiplyAdd(x, b0, r40);
            r41 = Vector512.FusedMultiplyAdd(x, b1, r41);
            r42 = Vector512.FusedMultiplyAdd(x, b2, r42);
            r43 = Vector512.FusedMultiplyAdd(x, b3, r43);
        }
        End(r00, c, tanh);
        End(r01, c + 16, tanh);
        End(r02, c + 32, tanh);
        End(r03, c + 48, tanh);
        c += Width;
        End(r10, c, tanh);
        End(r11, c + 16, tanh);
        End(r12, c + 32, tanh);
        End(r13, c + 48, tanh);
        c += Width;
        End(r20, c, tanh);
        End(r21, c + 16, tanh);
        End(r22, c + 32, tanh);
        End(r23, c + 48, tanh);
        c += Width;
        End(r30, c, tanh);
        End(r31, c + 16, tanh);
        End(r32, c + 32, tanh);
        End(r33, c + 48, tanh);
        c += Width;
        End(r40, c, tanh);
        End(r41, c + 16, tanh);
        End(r42, c + 32, tanh);
        End(r43, c + 48, tanh);
    }

    // Sixteen columns of six rows: 12 sums in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile256(
        int depth, float* a, int rowStride, int columnStride, float* b, float* start, int startStride, float* c,
        bool tanh)
    {
        Vector256<float> r00 = Vector256.Load(start), r01 = Vector256.Load(start + 8);
        start += startStride;
        Vector256<float> r10 = Vector256.Load(start), r11 = Vector256.Load(start + 8);
        start += startStride;
        Vector256<float> r20 = Vector256.Load(start), r21 = Vector256.Load(start + 8);
        start += startStride;
        Vector256<float> r30 = Vector256.Load(start), r31 = Vector256.Load(start + 8);
        start += startStride;
        Vector256<float> r40 = Vector256.Load(start), r41 = Vector256.Load(start + 8);
        start += startStride;
        Vector256<float> r50 = Vector256.Load(start), r51 = Vector256.Load(start + 8);
        float* a1 = a + rowStride;
        float* a2 = a + (2 * rowStride);
        float* a3 = a + (3 * rowStride);
        float* a4 = a + (4 * rowStride);
        float* a5 = a + (5 * rowStride);
        for (long k = 0; k < (long)depth * columnStride; k += columnStride, b += Width)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8);
            Vector256<float> x = Vector256.Create(a[k]);
            r00 = Vector256.FusedMultiplyAdd(x, b0, r00);
            r01 = Vector256.FusedMultiplyAdd(x, b1, r01);
            x = Vector256.Create(a1[k]);
            r10 = Vector256.FusedMultiplyAdd(x, b0, r10);
            r11 = Vector256.FusedMultiplyAdd(x, b1, r11);
            x = Vector256.Create(a2[k]);
            r20 = Vector256.FusedMultiplyAdd(x, b0, r20);
            r21 = Vector256.FusedMultiplyAdd(x, b1, r21);
            x = Vector256.Create(a3[k]);
            r30 = Vector256.FusedMultiplyAdd(x, b0, r30);
            r31 = Vector256.FusedMultiplyAdd(x, b1, r31);
            x = Vector256.Create(a4[k]);
            r40 = Vector256.FusedMultiplyAdd(x, b0, r40);
            r41 = Vector256.FusedMultiplyAdd(x, b1, r41);
            x = Vector256.Create(a5[k]);
            r50 = Vector256.FusedMultiplyAdd(x, b0, r50);
            r51 = Vector256.FusedMultiplyAdd(x, b1, r51);
        }
        End(r00, c, tanh);
        End(r01, c + 8, tanh);
        c += Width;
        End(r10, c, tanh);
        End(r11, c + 8, tanh);
        c += Width;
        End(r20, c, tanh);
        End(r21, c + 8, tanh);
        c += Width;
        End(r30, c, tanh);
        End(r31, c + 8, tanh);
        c += Width;
        End(r40, c, tanh);
        End(r41, c + 8, tanh);
        c += Width;
        End(r50, c, tanh);
        End(r51, c + 8, tanh);
    }
}
