using Hinge.Core;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>VGG-11, with or without batch norms: eight 3x3 convolutions in five stages, three linear layers.</summary>
/// <remarks>
/// K. Simonyan, A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", 2015, configuration
/// A, with the names of torchvision. Input [n, 3, 224, 224] (any size from 32 works), RGB 0 to 1 less mean over
/// deviation; output [n, 1000].
/// </remarks>
public sealed class Vgg11 : nn.Module<Tensor, Tensor>
{
    // Channels over the width of the first stage; 0 is a pool.
    private static readonly int[] s_plan = [1, 0, 2, 0, 4, 4, 0, 8, 8, 0, 8, 8, 0];

    private readonly Sequential _features, _classifier;
    private readonly AdaptiveAvgPool2d _pool;
    private readonly Flatten _flatten;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="normalised">Whether a batch norm follows each convolution.</param>
    /// <param name="width">Channels of the first stage.</param>
    /// <param name="hidden">Values between the linear layers.</param>
    /// <param name="classes">Scores.</param>
    /// <param name="pooled">Rows and columns that the linear layers see.</param>
    public Vgg11(bool normalised = false, long width = 64, long hidden = 4096, long classes = 1000, long pooled = 7)
        : base(nameof(Vgg11))
    {
        List<(string, nn.Module<Tensor, Tensor>)> layers = [];
        long channels = 3;
        foreach (int times in s_plan)
        {
            if (times == 0)
            {
                layers.Add(($"{layers.Count}", nn.MaxPool2d(2)));
                continue;
            }
            layers.Add(($"{layers.Count}", Convolve.Same(channels, channels = times * width, 3)));
            if (normalised)
                layers.Add(($"{layers.Count}", nn.BatchNorm2d(channels)));
            layers.Add(($"{layers.Count}", nn.ReLU()));
        }
        register_module("features", _features = nn.Sequential(layers));
        register_module("avgpool", _pool = nn.AdaptiveAvgPool2d(pooled));
        register_module("flatten", _flatten = nn.Flatten());
        _classifier = nn.Sequential(
            ("0", nn.Linear(channels * pooled * pooled, hidden)), ("1", nn.ReLU()), ("2", nn.Dropout()),
            ("3", nn.Linear(hidden, hidden)), ("4", nn.ReLU()), ("5", nn.Dropout()),
            ("6", nn.Linear(hidden, classes)));
        register_module("classifier", _classifier);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _flatten.call(_pool.call(_features.call(input)));
        return _classifier.call(x).MoveToOuterDisposeScope();
    }

    internal static Vgg11 FromShapes(WeightShapes weights)
    {
        long width = weights.Of("features.0.weight", 4)[0];
        long[] first = weights.Of("classifier.0.weight", 2);
        long channels = s_plan.Max() * width;
        if (first[1] % channels != 0)
        {
            throw new InputException(
                $"{weights.Source}: classifier.0.weight takes {first[1]} values, no multiple of {channels} channels");
        }
        // A batch norm's running mean stands right after the first convolution.
        return new(
            weights.Has("features.1.running_mean"), width, first[0], weights.Of("classifier.6.weight", 2)[0],
            weights.Scale("classifier.0.weight", first[1] / channels));
    }
}
