using Hinge.Core.Randomness;
using Hinge.Flight.Simulation;

namespace Hinge.Flight.Networks;

/// <summary>
/// A network inputs-64-64-outputs with <see cref="FastTanh"/> on the hidden layers, and on the outputs where it acts
/// (specification §4.1, §8). Batches go through products of their own; nothing is allocated after construction.
/// </summary>
internal sealed unsafe class Mlp
{
    private const int Hidden = MlpLayout.Hidden;

    private readonly AlignedRows _weights, _gradient, _turned, _first, _second, _firstSlope, _secondSlope;
    private readonly bool _tanhOutput;

    /// <summary>A network of zeros.</summary>
    /// <param name="inputs">Numbers in.</param>
    /// <param name="outputs">Numbers out, 1 to 16.</param>
    /// <param name="tanhOutput">Whether the outputs pass through <see cref="FastTanh"/>.</param>
    /// <param name="mostRows">The largest batch.</param>
    public Mlp(int inputs, int outputs, bool tanhOutput, int mostRows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outputs, MlpLayout.Padding);
        Layout = new(inputs, outputs);
        MostRows = mostRows;
        _tanhOutput = tanhOutput;
        _weights = new(Layout.Count);
        _gradient = new(Layout.Count);
        _turned = new(Hidden * Hidden);
        _first = new(mostRows * Hidden);
        _second = new(mostRows * Hidden);
        _firstSlope = new(mostRows * Hidden);
        _secondSlope = new(mostRows * Hidden);
    }

    /// <summary>The shape.</summary>
    public MlpLayout Layout { get; }

    /// <summary>The largest batch.</summary>
    public int MostRows { get; }

    /// <summary>The weights, as laid out.</summary>
    public Span<float> Weights => _weights.Span;

    /// <summary>What <see cref="Backward"/> left, as laid out.</summary>
    public Span<float> Gradient => _gradient.Span;

    /// <summary>Draws every weight and bias of a layer from U(-1/√in, 1/√in).</summary>
    /// <param name="random">The network's own stream.</param>
    public void Draw(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        float first = 1 / MathF.Sqrt(Layout.Inputs), other = 1 / MathF.Sqrt(Hidden);
        random.FillUniform(Weights[..Layout.Weights2], -first, first);
        random.FillUniform(Weights[Layout.Weights2..(Layout.Bias3 + Layout.Outputs)], -other, other);
    }

    /// <summary>Maps rows of inputs to rows of outputs, and keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="inputs">Rows one after the other.</param>
    /// <param name="outputs">Receives as many rows.</param>
    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int rows = Rows(inputs.Length, Layout.Inputs);
        Expect(rows, outputs.Length, Layout.Outputs);
        float* w = _weights.Pointer;
        fixed (float* x = inputs)
        {
            SmallProduct.Run(
                rows, Layout.Inputs, x, Layout.Inputs, 1, w, w + Layout.Bias1, _first.Pointer, tanh: true);
        }
        SmallProduct.Run(
            rows, Hidden, _first.Pointer, Hidden, 1, w + Layout.Weights2, w + Layout.Bias2, _second.Pointer,
            tanh: true);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> hidden = _second.Span.Slice(row * Hidden, Hidden);
            for (int o = 0; o < Layout.Outputs; o++)
            {
                ReadOnlySpan<float> weights = Weights.Slice(Layout.Weights3 + (o * Hidden), Hidden);
                float sum = Weights[Layout.Bias3 + o] + RowArithmetic.Dot(hidden, weights);
                outputs[(row * Layout.Outputs) + o] = _tanhOutput ? FastTanh.Of(sum) : sum;
            }
        }
    }

    /// <summary>
    /// The gradient of a loss by the weights, for the batch of the last <see cref="Forward"/>; replaces the old one.
    /// </summary>
    /// <param name="inputs">As in the forward pass.</param>
    /// <param name="outputs">What it gave.</param>
    /// <param name="outputGradient">Of the loss by the outputs.</param>
    public void Backward(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, ReadOnlySpan<float> outputGradient)
    {
        int rows = Rows(inputs.Length, Layout.Inputs);
        Expect(rows, outputs.Length, Layout.Outputs);
        Expect(rows, outputGradient.Length, Layout.Outputs);
        Gradient.Clear();
        Span<float> weights3 = Weights[Layout.Weights3..Layout.Bias3];
        Span<float> gradient3 = Gradient[Layout.Weights3..Layout.Bias3];
        _secondSlope.Span[..(rows * Hidden)].Clear();
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> hidden = _second.Span.Slice(row * Hidden, Hidden);
            Span<float> slope = _secondSlope.Span.Slice(row * Hidden, Hidden);
            for (int o = 0; o < Layout.Outputs; o++)
            {
                int place = (row * Layout.Outputs) + o;
                float d = outputGradient[place] * (_tanhOutput ? FastTanh.Slope(outputs[place]) : 1);
                Gradient[Layout.Bias3 + o] += d;
                RowArithmetic.AddScaled(gradient3.Slice(o * Hidden, Hidden), d, hidden);
                RowArithmetic.AddScaled(slope, d, weights3.Slice(o * Hidden, Hidden));
            }
            RowArithmetic.TimesSlope(slope, hidden);
            RowArithmetic.AddScaled(Gradient.Slice(Layout.Bias2, Hidden), 1, slope);
        }

        float* gradient = _gradient.Pointer;
        SmallProduct.Run(
            Hidden, rows, _first.Pointer, 1, Hidden, _secondSlope.Pointer, null, gradient + Layout.Weights2,
            tanh: false);
        Turn();
        SmallProduct.Run(
            rows, Hidden, _secondSlope.Pointer, Hidden, 1, _turned.Pointer, null, _firstSlope.Pointer, tanh: false);
        for (int row = 0; row < rows; row++)
        {
            Span<float> slope = _firstSlope.Span.Slice(row * Hidden, Hidden);
            RowArithmetic.TimesSlope(slope, _first.Span.Slice(row * Hidden, Hidden));
            RowArithmetic.AddScaled(Gradient.Slice(Layout.Bias1, Hidden), 1, slope);
        }
        fixed (float* x = inputs)
        {
            SmallProduct.Run(
                Layout.Inputs, rows, x, 1, Layout.Inputs, _firstSlope.Pointer, null, gradient, tanh: false);
        }
    }

    /// <summary>The gradient by some inputs, after <see cref="Backward"/>: how a critic teaches an actor.</summary>
    /// <param name="first">The first of the inputs.</param>
    /// <param name="count">How many.</param>
    /// <param name="gradient">Receives rows of as many numbers.</param>
    public void InputGradient(int first, int count, Span<float> gradient)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Layout.Inputs - first);
        int rows = Rows(gradient.Length, count);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> slope = _firstSlope.Span.Slice(row * Hidden, Hidden);
            for (int i = 0; i < count; i++)
            {
                gradient[(row * count) + i] =
                    RowArithmetic.Dot(slope, Weights.Slice((first + i) * Hidden, Hidden));
            }
        }
    }

    // The backward pass reads the second layer by its outputs.
    private void Turn()
    {
        ReadOnlySpan<float> weights = Weights.Slice(Layout.Weights2, Hidden * Hidden);
        Span<float> turned = _turned.Span;
        for (int i = 0; i < Hidden; i++)
        {
            for (int j = 0; j < Hidden; j++)
                turned[(j * Hidden) + i] = weights[(i * Hidden) + j];
        }
    }

    private int Rows(int numbers, int width) => numbers % width == 0 && numbers / width <= MostRows
        ? numbers / width
        : throw new ArgumentException($"{numbers} numbers are not at most {MostRows} rows of {width}");

    private static void Expect(int rows, int numbers, int width)
    {
        if (numbers != rows * width)
            throw new ArgumentException($"{numbers} numbers are not {rows} rows of {width}");
    }
}
