using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// SqueezeNet 1.0: eight fire modules between two convolutions, pooling in ceiling mode, no linear layer.
/// </summary>
/// <remarks>
/// F. N. Iandola et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and &lt;0.5MB model size", 2016,
/// as published for Caffe: the last 1x1 convolution pads the picture by one pixel and is rectified, too. Input
/// [n, 3, 227, 227] (any size from 35 works), BGR 0 to 255 less the mean; output [n, 1000], before the softmax.
/// </remarks>
public sealed class SqueezeNet : nn.Module<Tensor, Tensor>
{
    // Fire modules 2 to 9: squeezed channels in quarters of the width; pools stand before modules 2, 5 and 9.
    private static readonly int[] s_squeezed = [1, 1, 2, 2, 3, 3, 4, 4];

    private readonly Conv2d _first, _last;
    private readonly Fire[] _fires;
    private readonly MaxPool2d _pool;
    private readonly ReLU _relu;
    private readonly AdaptiveAvgPool2d _mean;
    private readonly Flatten _flatten;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="classes">Scores.</param>
    /// <param name="width">Channels of one branch of the first fire module, a multiple of 4.</param>
    public SqueezeNet(long classes = 1000, long width = 64)
        : base(nameof(SqueezeNet))
    {
        long channels = width * 3 / 2;
        register_module("conv1", _first = nn.Conv2d(3, channels, 7, stride: 2));
        register_module("pool", _pool = nn.MaxPool2d(3, 2, ceil_mode: true));
        register_module("relu", _relu = nn.ReLU());
        _fires = new Fire[s_squeezed.Length];
        for (int i = 0; i < _fires.Length; i++)
        {
            long squeezed = width / 4 * s_squeezed[i];
            register_module($"fire{i + 2}", _fires[i] = new Fire(channels, squeezed));
            channels = Fire.Outputs(squeezed);
        }
        register_module("conv10", _last = nn.Conv2d(channels, classes, 1, padding: 1));
        register_module("mean", _mean = nn.AdaptiveAvgPool2d(1));
        register_module("flatten", _flatten = nn.Flatten());
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _relu.call(_first.call(input));
        for (int i = 0; i < _fires.Length; i++)
        {
            if (i is 0 or 3 or 7)
                x = _pool.call(x);
            x = _fires[i].call(x);
        }
        x = _relu.call(_last.call(x));
        return _flatten.call(_mean.call(x)).MoveToOuterDisposeScope();
    }

    internal static SqueezeNet FromShapes(WeightShapes weights) =>
        new(weights.Of("conv10.weight", 4)[0], weights.Of("fire2.expand1x1.weight", 4)[0]);
}
