using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>ResNet-18 of ImageNet: four stages of two blocks at 64 to 512 channels.</summary>
/// <remarks>
/// K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", 2016, with the names of
/// torchvision. Input [n, 3, 224, 224] (any size works), RGB 0 to 1 less mean over deviation; output [n, 1000].
/// </remarks>
public sealed class ResNet18 : nn.Module<Tensor, Tensor>
{
    private const int Stages = 4, Blocks = 2;

    private readonly Conv2d _conv;
    private readonly BatchNorm2d _norm;
    private readonly ReLU _relu;
    private readonly MaxPool2d _pool;
    private readonly Sequential[] _stages;
    private readonly AdaptiveAvgPool2d _mean;
    private readonly Flatten _flatten;
    private readonly Linear _scores;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="width">Channels of the first stage.</param>
    /// <param name="classes">Scores.</param>
    public ResNet18(long width = 64, long classes = 1000)
        : base(nameof(ResNet18))
    {
        register_module("conv1", _conv = nn.Conv2d(3, width, 7, stride: 2, padding: 3, bias: false));
        register_module("bn1", _norm = nn.BatchNorm2d(width));
        register_module("relu", _relu = nn.ReLU());
        register_module("maxpool", _pool = nn.MaxPool2d(3, 2, 1));
        _stages = ResidualStages.Create(Stages, Blocks, width, (from, to) => new ResidualBlock(from, to));
        for (int stage = 0; stage < Stages; stage++)
            register_module($"layer{stage + 1}", _stages[stage]);
        register_module("avgpool", _mean = nn.AdaptiveAvgPool2d(1));
        register_module("flatten", _flatten = nn.Flatten());
        register_module("fc", _scores = nn.Linear(width << (Stages - 1), classes));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _pool.call(_relu.call(_norm.call(_conv.call(input))));
        foreach (Sequential stage in _stages)
            x = stage.call(x);
        return _scores.call(_flatten.call(_mean.call(x))).MoveToOuterDisposeScope();
    }

    internal static ResNet18 FromShapes(WeightShapes weights) =>
        new(weights.Of("conv1.weight", 4)[0], weights.Of("fc.weight", 2)[0]);
}
