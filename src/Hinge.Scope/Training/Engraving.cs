using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Training;

/// <summary>
/// A drawn style: a picture as an engraver would print it, in diagonal lines that are the wider the darker the tone,
/// with dark contours.
/// </summary>
/// <remarks>
/// The tone t is the picture, smoothed a little, less its mean over its deviation, so that the effect does not depend
/// on brightness and contrast. Then y = clamp(½ + t + w − 2 |∇t|, 0, 1) with w = −1, 0, 1, 0 on the diagonals x + y =
/// 0, 1, 2, 3 modulo 4: copied content, times a template that belongs to the paper.
/// </remarks>
internal static class Engraving
{
    /// <summary>Pixels from one line to the next, along either axis.</summary>
    public const int Period = 4;

    private const double Contours = 2;
    private const double LeastVariance = 1e-3;
    private static readonly float[] s_smooth =
        [1 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 4 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 1 / 16f];
    private static readonly float[] s_slope = [-1 / 8f, 0, 1 / 8f, -2 / 8f, 0, 2 / 8f, -1 / 8f, 0, 1 / 8f];

    /// <summary>The effect, with its numbers.</summary>
    public static string Text => $"engraved in diagonal lines of period {Period}, contours {Contours}";

    /// <summary>The pictures, engraved.</summary>
    /// <param name="pictures">[n, 1, h, w], 0 (black) to 1.</param>
    /// <returns>[n, 1, h, w], 0 to 1.</returns>
    public static Tensor Of(Tensor pictures)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor centred = pictures - pictures.mean([2L, 3L], keepdim: true);
        Tensor variance = centred.square().mean([2L, 3L], keepdim: true);
        Tensor tone = Filtered(centred / variance.add(LeastVariance).sqrt(), Kernel(s_smooth));
        Tensor slope = Kernel(s_slope);
        Tensor across = Filtered(tone, slope), down = Filtered(tone, slope.transpose(2, 3));
        Tensor contour = across.square().add(down.square()).sqrt();
        Tensor lines = Lines(pictures.shape[2], pictures.shape[3]);
        return tone.add(0.5).add(lines).sub(contour.mul(Contours)).clamp(0, 1).MoveToOuterDisposeScope();
    }

    private static Tensor Lines(long height, long width)
    {
        float[] values = new float[height * width];
        for (int i = 0; i < values.Length; i++)
            values[i] = (((i / width) + (i % width)) % Period) switch { 0 => -1, 2 => 1, _ => 0 };
        return tensor(values, [1, 1, height, width]);
    }

    private static Tensor Kernel(float[] weights) => tensor(weights, [1, 1, 3, 3]);

    private static Tensor Filtered(Tensor x, Tensor kernel)
    {
        using ReplicationPad2d border = nn.ReplicationPad2d(1);
        return nn.functional.conv2d(border.call(x), kernel);
    }
}
