using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// Bicubic interpolation to twice the width and height as a network of fixed weights: what a learned super-resolution
/// is compared with, and a linear control for every analysis of one.
/// </summary>
/// <remarks>
/// <para>
/// Input [n, 1, h, w]; output [n, 1, 2h, 2w]. Kernel of R. G. Keys, "Cubic convolution interpolation for digital image
/// processing", 1981 (a = −1/2). Output pixels are halves of input pixels, so that every value is taken at a quarter
/// of the way between two of them, and every weight is a multiple of 2⁻¹⁴: rows sum to 1 exactly.
/// </para>
/// <para>The picture is continued by its border pixels.</para>
/// </remarks>
public sealed class BicubicUpsampling : nn.Module<Tensor, Tensor>
{
    private const int Taps = 5;
    private const double A = -0.5;

    private readonly ReplicationPad2d _border;
    private readonly Conv2d _phases;
    private readonly PixelShuffle _shuffle;

    /// <summary>The interpolation, in evaluation mode.</summary>
    public BicubicUpsampling()
        : base(nameof(BicubicUpsampling))
    {
        _border = nn.ReplicationPad2d((Taps / 2, Taps / 2, Taps / 2, Taps / 2));
        _phases = nn.Conv2d(1, 4, Taps, bias: false);
        _shuffle = nn.PixelShuffle(2);
        using (no_grad())
        using (Tensor weights = tensor(Weights(), [4, 1, Taps, Taps]))
            _phases.weight.copy_(weights);
        _phases.weight.requires_grad_(false);
        register_module("border", _border);
        register_module("phases", _phases);
        register_module("shuffle", _shuffle);
        eval();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return _shuffle.call(_phases.call(_border.call(input))).MoveToOuterDisposeScope();
    }

    // Sub-pixel (a, b) of a pixel is channel 2a + b: the outer product of the weights along the two axes.
    private static double[] Weights()
    {
        double[] weights = new double[4 * Taps * Taps];
        for (int i = 0; i < weights.Length; i++)
        {
            (int phase, int place) = Math.DivRem(i, Taps * Taps);
            (int y, int x) = Math.DivRem(place, Taps);
            weights[i] = Weight(phase / 2, y) * Weight(phase % 2, x);
        }
        return weights;
    }

    private static double Weight(int phase, int tap)
    {
        double distance = Math.Abs((phase == 0 ? -0.25 : 0.25) - (tap - Taps / 2));
        return distance switch
        {
            <= 1 => (((A + 2) * distance) - (A + 3)) * distance * distance + 1,
            < 2 => (((A * distance) - (5 * A)) * distance + (8 * A)) * distance - (4 * A),
            _ => 0,
        };
    }
}
