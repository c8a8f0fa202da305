using Hinge.Core;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// The residual networks of CIFAR-10: three stages of n blocks at 16, 32 and 64 channels, 6n + 2 layers.
/// </summary>
/// <remarks>
/// K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", 2016, §4.2, with shortcuts that
/// take every second pixel and pad the channels with zeros. Input [n, 3, 32, 32] (any size works), RGB 0 to 1 less mean
/// over deviation; output [n, 10].
/// </remarks>
public sealed class CifarResNet : nn.Module<Tensor, Tensor>
{
    private const int Stages = 3;

    private readonly Conv2d _conv;
    private readonly BatchNorm2d _norm;
    private readonly ReLU _relu;
    private readonly Sequential[] _stages;
    private readonly AdaptiveAvgPool2d _mean;
    private readonly Flatten _flatten;
    private readonly Linear _linear;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="depth">6n + 2: 20, 32, 44, 56, 110.</param>
    /// <param name="width">Channels of the first stage.</param>
    /// <param name="classes">Scores.</param>
    /// <exception cref="InputException">The depth is not 6n + 2.</exception>
    public CifarResNet(int depth = 20, long width = 16, long classes = 10)
        : base(nameof(CifarResNet))
    {
        if (depth < 8 || (depth - 2) % (2 * Stages) != 0)
            throw new InputException(
                $"a residual network of CIFAR-10 has 6n + 2 layers, for example 20 or 56, not {depth}");
        int blocks = (depth - 2) / (2 * Stages);
        register_module("conv1", _conv = Convolve.Same(3, width, 3, bias: false));
        register_module("bn1", _norm = nn.BatchNorm2d(width));
        register_module("relu", _relu = nn.ReLU());
        _stages = ResidualStages.Create(Stages, blocks, width, (from, to) => new CifarResidualBlock(from, to));
        for (int stage = 0; stage < Stages; stage++)
            register_module($"layer{stage + 1}", _stages[stage]);
        register_module("mean", _mean = nn.AdaptiveAvgPool2d(1));
        register_module("flatten", _flatten = nn.Flatten());
        register_module("linear", _linear = nn.Linear(width << (Stages - 1), classes));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _relu.call(_norm.call(_conv.call(input)));
        foreach (Sequential stage in _stages)
            x = stage.call(x);
        return _linear.call(_flatten.call(_mean.call(x))).MoveToOuterDisposeScope();
    }

    internal static CifarResNet FromShapes(WeightShapes weights, int? depth)
    {
        int found = (2 * Stages * weights.Count("layer1.{0}.conv1.weight")) + 2;
        if (depth is { } asked && asked != found)
            throw new InputException($"{weights.Source}: these are the weights of resnet{found}, not of resnet{asked}");
        return new(found, weights.Of("conv1.weight", 4)[0], weights.Of("linear.weight", 2)[0]);
    }
}
