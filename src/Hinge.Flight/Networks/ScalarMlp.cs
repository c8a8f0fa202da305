using System.Numerics;

namespace Hinge.Flight.Networks;

/// <summary>
/// A network of three layers and its gradients in plain loops, one row at a time, in any precision: the specification
/// of <see cref="Mlp"/>.
/// </summary>
internal static class ScalarMlp
{
    private const int Hidden = MlpLayout.Hidden;

    /// <summary>What a row is mapped to.</summary>
    /// <param name="layout">The shape.</param>
    /// <param name="weights">As laid out.</param>
    /// <param name="tanhOutput">Whether the outputs, too, pass through <see cref="FastTanh"/>.</param>
    /// <param name="input">One row.</param>
    /// <param name="hidden">Receives both hidden layers, 128 numbers.</param>
    /// <param name="output">Receives the outputs.</param>
    public static void Forward<T>(
        MlpLayout layout, ReadOnlySpan<T> weights, bool tanhOutput, ReadOnlySpan<T> input, Span<T> hidden,
        Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < Hidden; j++)
        {
            T sum = weights[layout.Bias1 + j];
            for (int i = 0; i < layout.Inputs; i++)
                sum += input[i] * weights[(i * Hidden) + j];
            hidden[j] = FastTanh.Of(sum);
        }
        for (int j = 0; j < Hidden; j++)
        {
            T sum = weights[layout.Bias2 + j];
            for (int i = 0; i < Hidden; i++)
                sum += hidden[i] * weights[layout.Weights2 + (i * Hidden) + j];
            hidden[Hidden + j] = FastTanh.Of(sum);
        }
        for (int o = 0; o < layout.Outputs; o++)
        {
            T sum = weights[layout.Bias3 + o];
            for (int i = 0; i < Hidden; i++)
                sum += hidden[Hidden + i] * weights[layout.Weights3 + (o * Hidden) + i];
            output[o] = tanhOutput ? FastTanh.Of(sum) : sum;
        }
    }

    /// <summary>Adds a row's part of the gradient, with the slope 1 - y² in place of the true one.</summary>
    /// <param name="layout">The shape.</param>
    /// <param name="weights">As laid out.</param>
    /// <param name="tanhOutput">As in the forward pass.</param>
    /// <param name="input">The row.</param>
    /// <param name="hidden">From the forward pass.</param>
    /// <param name="output">From the forward pass.</param>
    /// <param name="outputGradient">Of the loss by the outputs.</param>
    /// <param name="gradient">By the weights, as laid out; added to.</param>
    /// <param name="inputGradient">Receives the gradient by the inputs.</param>
    public static void Backward<T>(
        MlpLayout layout, ReadOnlySpan<T> weights, bool tanhOutput, ReadOnlySpan<T> input, ReadOnlySpan<T> hidden,
        ReadOnlySpan<T> output, ReadOnlySpan<T> outputGradient, Span<T> gradient, Span<T> inputGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> first = stackalloc T[Hidden], second = stackalloc T[Hidden];
        first.Clear();
        second.Clear();
        for (int o = 0; o < layout.Outputs; o++)
        {
            T d = tanhOutput ? outputGradient[o] * FastTanh.Slope(output[o]) : outputGradient[o];
            gradient[layout.Bias3 + o] += d;
            for (int i = 0; i < Hidden; i++)
            {
                gradient[layout.Weights3 + (o * Hidden) + i] += d * hidden[Hidden + i];
                second[i] += d * weights[layout.Weights3 + (o * Hidden) + i];
            }
        }
        for (int j = 0; j < Hidden; j++)
        {
            second[j] *= FastTanh.Slope(hidden[Hidden + j]);
            gradient[layout.Bias2 + j] += second[j];
            for (int i = 0; i < Hidden; i++)
            {
                gradient[layout.Weights2 + (i * Hidden) + j] += second[j] * hidden[i];
                first[i] += second[j] * weights[layout.Weights2 + (i * Hidden) + j];
            }
        }
        for (int j = 0; j < Hidden; j++)
        {
            first[j] *= FastTanh.Slope(hidden[j]);
            gradient[layout.Bias1 + j] += first[j];
        }
        for (int i = 0; i < layout.Inputs; i++)
        {
            T sum = T.Zero;
            for (int j = 0; j < Hidden; j++)
            {
                gradient[(i * Hidden) + j] += first[j] * input[i];
                sum += first[j] * weights[(i * Hidden) + j];
            }
            inputGradient[i] = sum;
        }
    }
}
