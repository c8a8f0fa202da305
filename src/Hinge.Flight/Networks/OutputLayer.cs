using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hinge.Flight.Networks;

/// <summary>
/// The last layer of a network and its gradients: too few outputs for <see cref="SmallProduct"/>. Sums over rows go
/// from the first row to the last.
/// </summary>
internal static unsafe class OutputLayer
{
    private const int Hidden = MlpLayout.Hidden;
    private const int Part = 16;

    /// <summary>y = W h + b, through <see cref="FastTanh"/> where the outputs are actions.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="hidden">Rows of 64.</param>
    /// <param name="weights">A row of 64 an output.</param>
    /// <param name="bias">A number an output.</param>
    /// <param name="outputs">How many.</param>
    /// <param name="tanh">Whether to apply <see cref="FastTanh"/>.</param>
    /// <param name="y">Receives the outputs.</param>
    /// <param name="stride">From a row of y to the next.</param>
    public static void Forward(
        int rows, float* hidden, float* weights, float* bias, int outputs, bool tanh, float* y, int stride)
    {
        if (outputs == 4 && Avx.IsSupported)
        {
            FourOutputs(rows, hidden, weights, bias, tanh, y, stride);
            return;
        }
        for (int row = 0; row < rows; row++, hidden += Hidden, y += stride)
        {
            Vector512<float> h0 = Vector512.Load(hidden), h1 = Vector512.Load(hidden + Part);
            Vector512<float> h2 = Vector512.Load(hidden + (2 * Part)), h3 = Vector512.Load(hidden + (3 * Part));
            float* w = weights;
            for (int o = 0; o < outputs; o++, w += Hidden)
            {
                Vector512<float> front = Vector512.FusedMultiplyAdd(
                    h0, Vector512.Load(w), h1 * Vector512.Load(w + Part));
                Vector512<float> back = Vector512.FusedMultiplyAdd(
                    h2, Vector512.Load(w + (2 * Part)), h3 * Vector512.Load(w + (3 * Part)));
                float sum = bias[o] + Vector512.Sum(front + back);
                y[o] = tanh ? FastTanh.Of(sum) : sum;
            }
        }
    }

    // The sums over the lanes of four vectors at once, in the order of Vector512.Sum: neighbours, pairs, quarters, halves.
    private static void FourOutputs(
        int rows, float* hidden, float* weights, float* bias, bool tanh, float* y, int stride)
    {
        Vector128<float> start = Vector128.Load(bias);
        for (int row = 0; row < rows; row++, hidden += Hidden, y += stride)
        {
            Vector512<float> h0 = Vector512.Load(hidden), h1 = Vector512.Load(hidden + Part);
            Vector512<float> h2 = Vector512.Load(hidden + (2 * Part)), h3 = Vector512.Load(hidden + (3 * Part));
            Vector512<float> s0 = Lanes(h0, h1, h2, h3, weights);
            Vector512<float> s1 = Lanes(h0, h1, h2, h3, weights + Hidden);
            Vector512<float> s2 = Lanes(h0, h1, h2, h3, weights + (2 * Hidden));
            Vector512<float> s3 = Lanes(h0, h1, h2, h3, weights + (3 * Hidden));
            Vector256<float> front = Avx.HorizontalAdd(
                Avx.HorizontalAdd(s0.GetLower(), s1.GetLower()), Avx.HorizontalAdd(s2.GetLower(), s3.GetLower()));
            Vector256<float> back = Avx.HorizontalAdd(
                Avx.HorizontalAdd(s0.GetUpper(), s1.GetUpper()), Avx.HorizontalAdd(s2.GetUpper(), s3.GetUpper()));
            Vector128<float> sums =
                start + ((front.GetLower() + front.GetUpper()) + (back.GetLower() + back.GetUpper()));
            Vector128.Store(tanh ? FastTanh.Of(sums) : sums, y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Lanes(
        Vector512<float> h0, Vector512<float> h1, Vector512<float> h2, Vector512<float> h3, float* w) =>
        Vector512.FusedMultiplyAdd(h0, Vector512.Load(w), h1 * Vector512.Load(w + Part))
            + Vector512.FusedMultiplyAdd(
                h2, Vector512.Load(w + (2 * Part)), h3 * Vector512.Load(w + (3 * Part)));

    /// <summary>The gradient by the hidden sums: (Σ d_o W_o) (1 - h²).</summary>
    /// <param name="rows">How many.</param>
    /// <param name="slope">By the sums of the outputs, <paramref name="outputs"/> numbers a row.</param>
    /// <param name="outputs">How many.</param>
    /// <param name="weights">A row of 64 an output.</param>
    /// <param name="hidden">Rows of 64.</param>
    /// <param name="hiddenSlope">Receives rows of 64.</param>
    public static void Backward(
        int rows, float* slope, int outputs, float* weights, float* hidden, float* hiddenSlope)
    {
        for (int row = 0; row < rows; row++, slope += outputs)
        {
            for (int part = 0; part < Hidden; part += Part, hidden += Part, hiddenSlope += Part)
            {
                Vector512<float> sum = Vector512.Create(slope[0]) * Vector512.Load(weights + part);
                for (int o = 1; o < outputs; o++)
                {
                    sum = Vector512.FusedMultiplyAdd(
                        Vector512.Create(slope[o]), Vector512.Load(weights + (o * Hidden) + part), sum);
                }
                Vector512<float> h = Vector512.Load(hidden);
                Vector512.Store(sum * (Vector512<float>.One - (h * h)), hiddenSlope);
            }
        }
    }

    /// <summary>The gradients by the weights and biases.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="slope">By the sums of the outputs, <paramref name="outputs"/> numbers a row.</param>
    /// <param name="outputs">How many.</param>
    /// <param name="hidden">Rows of 64.</param>
    /// <param name="weights">Receives a row of 64 an output.</param>
    /// <param name="bias">Receives a number an output.</param>
    /// <param name="more">Whether to add to what is there.</param>
    public static void Gradient(
        int rows, float* slope, int outputs, float* hidden, float* weights, float* bias, bool more = false)
    {
        for (int o = 0; o < outputs; o++, weights += Hidden)
        {
            (Vector512<float> g0, Vector512<float> g1, Vector512<float> g2, Vector512<float> g3) =
                more ? Load(weights) : default;
            float sum = more ? bias[o] : 0;
            float* h = hidden;
            for (int row = 0; row < rows; row++, h += Hidden)
            {
                float d = slope[(row * outputs) + o];
                sum += d;
                Vector512<float> scale = Vector512.Create(d);
                g0 = Vector512.FusedMultiplyAdd(scale, Vector512.Load(h), g0);
                g1 = Vector512.FusedMultiplyAdd(scale, Vector512.Load(h + Part), g1);
                g2 = Vector512.FusedMultiplyAdd(scale, Vector512.Load(h + (2 * Part)), g2);
                g3 = Vector512.FusedMultiplyAdd(scale, Vector512.Load(h + (3 * Part)), g3);
            }
            Vector512.Store(g0, weights);
            Vector512.Store(g1, weights + Part);
            Vector512.Store(g2, weights + (2 * Part));
            Vector512.Store(g3, weights + (3 * Part));
            bias[o] = sum;
        }
    }

    /// <summary>slope *= 1 - h², the slope of <see cref="FastTanh"/>.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="hidden">Rows of 64.</param>
    /// <param name="slope">Rows of 64, changed in place.</param>
    public static void TimesSlope(int rows, float* hidden, float* slope)
    {
        for (int i = 0; i < rows * Hidden; i += Part)
        {
            Vector512<float> h = Vector512.Load(hidden + i);
            Vector512.Store(Vector512.Load(slope + i) * (Vector512<float>.One - (h * h)), slope + i);
        }
    }

    /// <summary>The sums of the columns of rows of 64.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="values">Rows of 64.</param>
    /// <param name="sums">Receives 64 numbers.</param>
    /// <param name="more">Whether to add to what is there.</param>
    public static void SumRows(int rows, float* values, float* sums, bool more = false)
    {
        (Vector512<float> s0, Vector512<float> s1, Vector512<float> s2, Vector512<float> s3) =
            more ? Load(sums) : default;
        for (int row = 0; row < rows; row++, values += Hidden)
        {
            s0 += Vector512.Load(values);
            s1 += Vector512.Load(values + Part);
            s2 += Vector512.Load(values + (2 * Part));
            s3 += Vector512.Load(values + (3 * Part));
        }
        Vector512.Store(s0, sums);
        Vector512.Store(s1, sums + Part);
        Vector512.Store(s2, sums + (2 * Part));
        Vector512.Store(s3, sums + (3 * Part));
    }

    private static (Vector512<float> V0, Vector512<float> V1, Vector512<float> V2, Vector512<float> V3) Load(
        float* from) => (
        Vector512.Load(from), Vector512.Load(from + Part), Vector512.Load(from + (2 * Part)),
        Vector512.Load(from + (3 * Part)));
}
