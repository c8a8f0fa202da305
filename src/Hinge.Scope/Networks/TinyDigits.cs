using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// A classifier of handwritten digits, small enough to ship: three 3x3 convolutions to 8, 16 and 32 channels, each with
/// a ReLU, a maximum over 2x2 pixels after the first two, the mean over the picture, and ten scores.
/// </summary>
/// <remarks>
/// <para>Input [n, 1, 28, 28], luma 0 (background) to 1 (ink); output [n, 10], one score a digit.</para>
/// <para>
/// The normalised form has a batch norm after every convolution and a bias at the scores. Its convolutions have no
/// biases of their own, which the batch norm would take away again. The other form has no constant at all: there
/// f(x) = F x exactly, and f(ax) = a f(x) for every a ≥ 0.
/// </para>
/// </remarks>
public sealed class TinyDigits : nn.Module<Tensor, Tensor>
{
    /// <summary>Rows and columns of a picture.</summary>
    public const int Size = 28;

    /// <summary>Scores.</summary>
    public const int Classes = 10;

    private readonly Sequential _block1, _block2, _block3;
    private readonly MaxPool2d _pool1, _pool2;
    private readonly AdaptiveAvgPool2d _mean;
    private readonly Flatten _flatten;
    private readonly Linear _scores;

    /// <summary>The network with initial weights of libtorch's choice, in training mode.</summary>
    /// <param name="normalised">Whether it has batch norms and biases.</param>
    public TinyDigits(bool normalised)
        : base(nameof(TinyDigits))
    {
        _block1 = Block(1, 8, normalised);
        _pool1 = nn.MaxPool2d(2);
        _block2 = Block(8, 16, normalised);
        _pool2 = nn.MaxPool2d(2);
        _block3 = Block(16, 32, normalised);
        _mean = nn.AdaptiveAvgPool2d(1);
        _flatten = nn.Flatten();
        _scores = nn.Linear(32, Classes, hasBias: normalised);
        register_module("block1", _block1);
        register_module("pool1", _pool1);
        register_module("block2", _block2);
        register_module("pool2", _pool2);
        register_module("block3", _block3);
        register_module("mean", _mean);
        register_module("flatten", _flatten);
        register_module("scores", _scores);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _pool1.call(_block1.call(input));
        x = _pool2.call(_block2.call(x));
        x = _mean.call(_block3.call(x));
        return _scores.call(_flatten.call(x)).MoveToOuterDisposeScope();
    }

    private static Sequential Block(long from, long to, bool normalised)
    {
        Conv2d convolution = nn.Conv2d(from, to, 3, padding: 1, bias: false);
        return normalised
            ? nn.Sequential(("convolution", convolution), ("norm", nn.BatchNorm2d(to)), ("relu", nn.ReLU()))
            : nn.Sequential(("convolution", convolution), ("relu", nn.ReLU()));
    }
}
