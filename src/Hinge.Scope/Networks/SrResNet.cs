using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// SRResNet: residual blocks with batch norms between two large kernels, enlargement by pixel shuffles.
/// </summary>
/// <remarks>
/// C. Ledig et al., "Photo-Realistic Single Image Super-Resolution Using a Generative Adversarial Network", 2017. Input
/// [n, 3, h, w], RGB 0 to 1; output [n, 3, s·h, s·w].
/// </remarks>
public sealed class SrResNet : nn.Module<Tensor, Tensor>
{
    private const long Colours = 3;
    private const long OuterKernel = 9;

    private readonly Conv2d _first, _last;
    private readonly PReLU _prelu;
    private readonly ModuleList<SrResidualBlock> _body;
    private readonly Sequential _after;
    private readonly nn.Module<Tensor, Tensor> _enlarger;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="scale">s, 2 or more.</param>
    /// <param name="width">Channels of the features.</param>
    /// <param name="blocks">Residual blocks.</param>
    public SrResNet(long scale = 4, long width = 64, int blocks = 16)
        : base(nameof(SrResNet))
    {
        register_module("first", _first = Convolve.Same(Colours, width, OuterKernel));
        register_module("prelu", _prelu = nn.PReLU(1));
        _body = nn.ModuleList<SrResidualBlock>(
            [.. Enumerable.Range(0, blocks).Select(_ => new SrResidualBlock(width, normalised: true, 1))]);
        register_module("body", _body);
        _after = nn.Sequential(("0", Convolve.Same(width, width, 3, bias: false)), ("1", nn.BatchNorm2d(width)));
        register_module("after", _after);
        register_module("enlarge", _enlarger = Enlarger.Of(scale, width, () => nn.PReLU(1)));
        register_module("last", _last = Convolve.Same(width, Colours, OuterKernel));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor first = _prelu.call(_first.call(input));
        Tensor x = first;
        foreach (SrResidualBlock block in _body)
            x = block.call(x);
        x = _after.call(x) + first;
        return _last.call(_enlarger.call(x)).MoveToOuterDisposeScope();
    }

    internal static SrResNet FromShapes(WeightShapes weights) => new(
        Enlarger.ScaleOf(weights, "enlarge.{0}.weight", stride: 3),
        weights.Of("first.weight", 4)[0],
        weights.Count("body.{0}.body.0.weight"));
}
