using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// Twice the width and height of a grey picture, in the form of FSRCNN with d = 16, s = 8, m = 2: features by 5x5,
/// shrunk to 8 channels, mapped twice by 3x3, expanded to 16, and four sub-pixels by 3x3, with a PReLU after all but
/// the last.
/// </summary>
/// <remarks>
/// <para>Input [n, 1, h, w], luma 0 to 1, any size; output [n, 1, 2h, 2w]. The picture is continued by zeros.</para>
/// <para>
/// C. Dong, C. C. Loy, X. Tang, "Accelerating the Super-Resolution Convolutional Neural Network", ECCV 2016, with the
/// transposed convolution at its end replaced by a convolution and a pixel shuffle (W. Shi et al., CVPR 2016).
/// </para>
/// </remarks>
public sealed class TinySuperResolution : nn.Module<Tensor, Tensor>
{
    /// <summary>Output pixels for an input pixel, along each axis.</summary>
    public const int Scale = 2;

    private readonly Sequential _layers;

    /// <summary>The network with initial weights of libtorch's choice, in training mode.</summary>
    public TinySuperResolution()
        : base(nameof(TinySuperResolution))
    {
        const int Features = 16, Shrunk = 8;
        _layers = nn.Sequential(
            ("feature", nn.Conv2d(1, Features, 5, padding: 2)),
            ("feature-unit", nn.PReLU(Features)),
            ("shrink", nn.Conv2d(Features, Shrunk, 1)),
            ("shrink-unit", nn.PReLU(Shrunk)),
            ("map1", nn.Conv2d(Shrunk, Shrunk, 3, padding: 1)),
            ("map1-unit", nn.PReLU(Shrunk)),
            ("map2", nn.Conv2d(Shrunk, Shrunk, 3, padding: 1)),
            ("map2-unit", nn.PReLU(Shrunk)),
            ("expand", nn.Conv2d(Shrunk, Features, 1)),
            ("expand-unit", nn.PReLU(Features)),
            ("upsample", nn.Conv2d(Features, Scale * Scale, 3, padding: 1)),
            ("shuffle", nn.PixelShuffle(Scale)));
        register_module("layers", _layers);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => _layers.call(input);

    /// <summary>
    /// Lets the network begin as bilinear interpolation plus a little of everything else: channel 0 hands the picture
    /// on through all layers. Light is never negative, so the PReLUs between them do not touch it.
    /// </summary>
    internal void BeginBilinear()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        Conv2d[] layers = [.. _layers.children().OfType<Conv2d>()];
        foreach (Conv2d layer in layers[..^1])
        {
            long centre = layer.weight.shape[2] / 2;
            layer.weight[0].zero_();
            layer.weight[0, 0, centre, centre] = 1;
        }
        Conv2d last = layers[^1];
        last.weight.mul_(0.1);
        for (int phase = 0; phase < Scale * Scale; phase++)
        {
            for (int tap = 0; tap < 9; tap++)
                last.weight[phase, 0, tap / 3, tap % 3] = Weight(phase / 2, tap / 3) * Weight(phase % 2, tap % 3);
        }

        // Sub-pixel 0 lies a quarter of a pixel before the centre, sub-pixel 1 a quarter behind it.
        static float Weight(int phase, int tap) => tap == 1 ? 0.75f : tap == 2 * phase ? 0.25f : 0;
    }
}
