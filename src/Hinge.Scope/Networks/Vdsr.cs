using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>VDSR: twenty convolutions without biases predict what a bicubic enlargement lacks.</summary>
/// <remarks>
/// J. Kim, J. K. Lee, K. M. Lee, "Accurate Image Super-Resolution Using Very Deep Convolutional Networks", 2016. Input
/// [n, 1, h, w], luma 0 to 1, already enlarged; output of the same shape. r = 0.
/// </remarks>
public sealed class Vdsr : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _input, _output;
    private readonly ModuleList<Conv2d> _body;
    private readonly ReLU _relu;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="layers">Convolutions in all, 2 or more.</param>
    /// <param name="width">Channels between them.</param>
    public Vdsr(int layers = 20, long width = 64)
        : base(nameof(Vdsr))
    {
        _input = Convolve.Same(1, width, 3, bias: false);
        _body = nn.ModuleList<Conv2d>(
            [.. Enumerable.Range(0, layers - 2).Select(_ => Convolve.Same(width, width, 3, bias: false))]);
        _output = Convolve.Same(width, 1, 3, bias: false);
        _relu = nn.ReLU();
        register_module("input", _input);
        register_module("body", _body);
        register_module("output", _output);
        register_module("relu", _relu);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _relu.call(_input.call(input));
        foreach (Conv2d convolution in _body)
            x = _relu.call(convolution.call(x));
        return (input + _output.call(x)).MoveToOuterDisposeScope();
    }

    internal static Vdsr FromShapes(WeightShapes weights) =>
        new(weights.Count("body.{0}.weight") + 2, weights.Of("input.weight", 4)[0]);
}
