using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>A fire module: few channels, then many again by 1x1 and by 3x3 kernels side by side.</summary>
internal sealed class Fire : nn.Module<Tensor, Tensor>
{
    private const long Expansion = 4;

    private readonly Conv2d _squeeze, _one, _three;
    private readonly ReLU _relu;

    /// <summary>One module.</summary>
    public Fire(long from, long squeezed)
        : base(nameof(Fire))
    {
        register_module("squeeze", _squeeze = Convolve.Same(from, squeezed, 1));
        register_module("expand1x1", _one = Convolve.Same(squeezed, Expansion * squeezed, 1));
        register_module("expand3x3", _three = Convolve.Same(squeezed, Expansion * squeezed, 3));
        register_module("relu", _relu = nn.ReLU());
    }

    /// <summary>Channels that come out.</summary>
    public static long Outputs(long squeezed) => 2 * Expansion * squeezed;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _relu.call(_squeeze.call(input));
        return cat([_relu.call(_one.call(x)), _relu.call(_three.call(x))], 1).MoveToOuterDisposeScope();
    }
}
