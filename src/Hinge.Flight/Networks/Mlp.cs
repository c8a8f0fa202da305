using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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

    /// <summary>What the backward pass left, as laid out.</summary>
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

    /// <summary>Takes the weights of a network of the same shape.</summary>
    /// <param name="weights">As laid out.</param>
    public void Take(ReadOnlySpan<float> weights)
    {
        weights.CopyTo(Weights);
        Turn();
    }

    /// <summary>Maps rows of inputs to rows of outputs, and keeps what the backward pass needs.</summary>
    /// <param name="inputs">Rows one after the other.</param>
    /// <param name="outputs">Receives as many rows.</param>
    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int rows = Rows(inputs.Length, Layout.Inputs);
        Expect(rows, outputs.Length, Layout.Outputs);
        fixed (float* x = inputs, y = outputs)
            Forward(0, rows, x, Layout.Inputs, y, Layout.Outputs);
    }

    /// <summary>
    /// Maps a range of the batch's rows. Ranges do not depend on each other: several threads may each do one.
    /// </summary>
    /// <param name="first">The first row, within <see cref="MostRows"/>: where the hidden layers are kept.</param>
    /// <param name="rows">How many.</param>
    /// <param name="x">The first row's inputs.</param>
    /// <param name="stride">From a row of x to the next.</param>
    /// <param name="y">Receives the first row's outputs.</param>
    /// <param name="outputStride">From a row of y to the next.</param>
    public void Forward(int first, int rows, float* x, int stride, float* y, int outputStride)
    {
        float* w = _weights.Pointer;
        float* hidden = _first.Pointer + (first * Hidden), second = _second.Pointer + (first * Hidden);
        SmallProduct.Run(rows, Layout.Inputs, x, stride, 1, w, w + Layout.Bias1, hidden, tanh: true);
        SmallProduct.Run(rows, Hidden, hidden, Hidden, 1, w + Layout.Weights2, w + Layout.Bias2, second, tanh: true);
        OutputLayer.Forward(
            rows, second, w + Layout.Weights3, w + Layout.Bias3, Layout.Outputs, _tanhOutput, y, outputStride);
    }

    /// <summary>
    /// The gradient of a loss by the weights, for the batch of the last <see cref="Forward(ReadOnlySpan{float},
    /// Span{float})"/>; replaces the old one.
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
        Span<float> slope = stackalloc float[256];
        slope = outputs.Length <= slope.Length ? slope[..outputs.Length] : new float[outputs.Length];
        for (int i = 0; i < slope.Length; i++)
            slope[i] = outputGradient[i] * (_tanhOutput ? FastTanh.Slope(outputs[i]) : 1);
        Turn();
        fixed (float* x = inputs, d = slope)
        {
            Backward(0, rows, d);
            GradientByInputs(rows, x, Layout.Inputs, 0, Layout.Inputs);
            GradientBehindInputs(rows, d);
        }
    }

    /// <summary>
    /// Carries the gradient of a range of rows back to the sums of both hidden layers; <see cref="Turn"/> comes before.
    /// </summary>
    /// <param name="first">The first row, as in the forward pass.</param>
    /// <param name="rows">How many.</param>
    /// <param name="slope">Of the loss by the sums of the outputs (before <see cref="FastTanh"/>), row after row.</param>
    public void Backward(int first, int rows, float* slope)
    {
        int at = first * Hidden;
        OutputLayer.Backward(
            rows, slope, Layout.Outputs, _weights.Pointer + Layout.Weights3, _second.Pointer + at,
            _secondSlope.Pointer + at);
        SmallProduct.Run(
            rows, Hidden, _secondSlope.Pointer + at, Hidden, 1, _turned.Pointer, null, _firstSlope.Pointer + at,
            tanh: false);
        OutputLayer.TimesSlope(rows, _first.Pointer + at, _firstSlope.Pointer + at);
    }

    /// <summary>The gradient by the weights of some inputs, over the rows of a batch that begins at row 0.</summary>
    /// <param name="rows">Of the batch.</param>
    /// <param name="x">Its inputs.</param>
    /// <param name="stride">From a row of x to the next.</param>
    /// <param name="first">The first input.</param>
    /// <param name="count">How many inputs; ranges may be shared out among threads.</param>
    /// <param name="more">Whether to add to what the rows before gave: a batch may come in parts.</param>
    public void GradientByInputs(int rows, float* x, int stride, int first, int count, bool more = false) =>
        Product(count, rows, x + first, 1, stride, _firstSlope.Pointer, first * Hidden, more);

    /// <summary>The gradient by all weights and biases that do not multiply an input.</summary>
    /// <param name="rows">Of the batch, which begins at row 0.</param>
    /// <param name="slope">As in <see cref="Backward(int, int, float*)"/>.</param>
    /// <param name="more">Whether to add to what the rows before gave.</param>
    public void GradientBehindInputs(int rows, float* slope, bool more = false)
    {
        float* gradient = _gradient.Pointer;
        Product(Hidden, rows, _first.Pointer, 1, Hidden, _secondSlope.Pointer, Layout.Weights2, more);
        OutputLayer.SumRows(rows, _firstSlope.Pointer, gradient + Layout.Bias1, more);
        OutputLayer.SumRows(rows, _secondSlope.Pointer, gradient + Layout.Bias2, more);
        OutputLayer.Gradient(
            rows, slope, Layout.Outputs, _second.Pointer, gradient + Layout.Weights3, gradient + Layout.Bias3, more);
    }

    /// <summary>The gradient by some inputs, after a backward pass: how a critic teaches an actor.</summary>
    /// <param name="first">The first of the inputs.</param>
    /// <param name="count">How many.</param>
    /// <param name="gradient">Receives rows of as many numbers.</param>
    public void InputGradient(int first, int count, Span<float> gradient)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Layout.Inputs - first);
        int rows = Rows(gradient.Length, count);
        fixed (float* target = gradient)
            InputGradient(0, rows, first, count, target);
    }

    /// <summary>The gradient by some inputs for a range of rows.</summary>
    /// <param name="firstRow">The first row, as in the backward pass.</param>
    /// <param name="rows">How many.</param>
    /// <param name="first">The first of the inputs.</param>
    /// <param name="count">How many.</param>
    /// <param name="gradient">Receives rows of <paramref name="count"/> numbers.</param>
    public void InputGradient(int firstRow, int rows, int first, int count, float* gradient)
    {
        float* none = stackalloc float[count];
        new Span<float>(none, count).Clear();
        OutputLayer.Forward(
            rows, _firstSlope.Pointer + (firstRow * Hidden), _weights.Pointer + (first * Hidden), none, count,
            tanh: false, gradient, count);
    }

    /// <summary>Prepares the backward pass after a change of the weights: it reads the second layer by its outputs.
    /// </summary>
    public void Turn()
    {
        float* weights = _weights.Pointer + Layout.Weights2;
        float* turned = _turned.Pointer;
        for (int i = 0; i < Hidden; i += 4)
        {
            for (int j = 0; j < Hidden; j += 4)
                TurnFour(weights + (i * Hidden) + j, turned + (j * Hidden) + i);
        }
    }

    // Four rows of four become four columns.
    private static void TurnFour(float* from, float* to)
    {
        if (!Sse.IsSupported)
        {
            for (int i = 0; i < 4; i++)
            {
                for (int j = 0; j < 4; j++)
                    to[(j * Hidden) + i] = from[(i * Hidden) + j];
            }
            return;
        }
        Vector128<float> r0 = Vector128.Load(from), r1 = Vector128.Load(from + Hidden);
        Vector128<float> r2 = Vector128.Load(from + (2 * Hidden)), r3 = Vector128.Load(from + (3 * Hidden));
        Vector128<float> low01 = Sse.UnpackLow(r0, r1), high01 = Sse.UnpackHigh(r0, r1);
        Vector128<float> low23 = Sse.UnpackLow(r2, r3), high23 = Sse.UnpackHigh(r2, r3);
        Sse.MoveLowToHigh(low01, low23).Store(to);
        Sse.MoveHighToLow(low23, low01).Store(to + Hidden);
        Sse.MoveLowToHigh(high01, high23).Store(to + (2 * Hidden));
        Sse.MoveHighToLow(high23, high01).Store(to + (3 * Hidden));
    }

    private void Product(
        int rows, int depth, float* a, int rowStride, int columnStride, float* b, int target, bool more)
    {
        float* c = _gradient.Pointer + target;
        if (more)
            SmallProduct.Add(rows, depth, a, rowStride, columnStride, b, c);
        else
            SmallProduct.Run(rows, depth, a, rowStride, columnStride, b, null, c, tanh: false);
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
