using Hinge.Core;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// DenseNet-BC for small pictures: three dense blocks, in which every layer sees all before it, with transitions that
/// halve channels and size.
/// </summary>
/// <remarks>
/// G. Huang, Z. Liu, L. van der Maaten, K. Q. Weinberger, "Densely Connected Convolutional Networks", 2017, §4 (CIFAR).
/// Input [n, 3, 32, 32] (any size from 4 works), RGB 0 to 1 less mean over deviation; output [n, 10].
/// </remarks>
public sealed class DenseNet : nn.Module<Tensor, Tensor>
{
    private const int Blocks = 3;

    private readonly Sequential _features;
    private readonly Linear _classifier;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="depth">6n + 4: 40, 100, 190.</param>
    /// <param name="growth">k, channels that each layer adds.</param>
    /// <param name="classes">Scores.</param>
    /// <exception cref="InputException">The depth is not 6n + 4.</exception>
    public DenseNet(int depth = 40, long growth = 12, long classes = 10)
        : base(nameof(DenseNet))
    {
        if (depth < 10 || (depth - 4) % (2 * Blocks) != 0)
            throw new InputException($"a DenseNet-BC has 6n + 4 layers, for example 40 or 100, not {depth}");
        int layers = (depth - 4) / (2 * Blocks);
        long channels = 2 * growth;
        List<(string, nn.Module<Tensor, Tensor>)> features = [("conv0", Convolve.Same(3, channels, 3, bias: false))];
        for (int block = 1; block <= Blocks; block++)
        {
            for (int layer = 1; layer <= layers; layer++, channels += growth)
                features.Add(($"denselayer{block}_{layer}", new DenseLayer(channels, growth)));
            if (block == Blocks)
                break;
            features.Add(($"transition{block}", Transition(channels, channels / 2)));
            channels /= 2;
        }
        features.AddRange(
        [
            ("norm", nn.BatchNorm2d(channels)), ("relu", nn.ReLU()), ("mean", nn.AdaptiveAvgPool2d(1)),
            ("flatten", nn.Flatten()),
        ]);
        register_module("features", _features = nn.Sequential(features));
        register_module("classifier", _classifier = nn.Linear(channels, classes));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return _classifier.call(_features.call(input)).MoveToOuterDisposeScope();
    }

    internal static DenseNet FromShapes(WeightShapes weights) => new(
        (2 * Blocks * weights.Count("features.denselayer1_{0}.conv1.weight", first: 1)) + 4,
        weights.Of("features.conv0.weight", 4)[0] / 2,
        weights.Of("classifier.weight", 2)[0]);

    private static Sequential Transition(long from, long to) => nn.Sequential(
        ("norm", nn.BatchNorm2d(from)), ("relu", nn.ReLU()), ("conv", Convolve.Same(from, to, 1, bias: false)),
        ("pool", nn.AvgPool2d(2)));
}
