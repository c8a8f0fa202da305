using Hinge.Core.Pictures;
using Hinge.Core.Randomness;
using Hinge.Samples;
using Hinge.Torch.Training;
using static TorchSharp.torch;

namespace Hinge.Scope.Training;

/// <summary>
/// Square grey drawn pictures: some to cut patches for training from, others, of other seeds, to measure on.
/// </summary>
internal sealed class DrawnPatches : IDisposable
{
    /// <summary>Pictures to learn from.</summary>
    public const int Count = 400;

    /// <summary>Pictures to measure on.</summary>
    public const int HeldOutCount = 24;

    private const int Size = 96;
    // Far from the small seeds that examples and demonstrations draw their pictures from.
    private const ulong FirstTraining = 1_000_000, FirstHeldOut = 2_000_000;

    private readonly int _side;
    private readonly Picture[] _pictures = Draw(FirstTraining, Count);

    /// <summary>Draws the pictures.</summary>
    /// <param name="side">Rows and columns of a patch.</param>
    public DrawnPatches(int side) => _side = side;

    /// <summary>The pictures to measure on, [24, 1, 96, 96], 0 to 1.</summary>
    public Tensor HeldOut { get; } = Whole(Draw(FirstHeldOut, HeldOutCount));

    /// <summary>What they are, with the numbers.</summary>
    public string Description =>
        $"grey drawn pictures {Size} x {Size} of seeds {FirstTraining} + {Count}, "
        + $"patches of {_side} in eight orientations";

    /// <summary>
    /// A patch of each picture of a batch, [n, 1, side, side], 0 to 1: at a random place, turned or mirrored.
    /// </summary>
    public Tensor Take(TrainingBatch batch)
    {
        int area = _side * _side;
        float[] values = new float[batch.Indices.Length * area];
        for (int i = 0; i < batch.Indices.Length; i++)
            CopyPatch(_pictures[batch.Indices[i]], batch.Random, values.AsSpan(i * area, area));
        return tensor(values, [batch.Indices.Length, 1, _side, _side]);
    }

    /// <summary>
    /// Peak signal-to-noise ratio in dB, the mean over pictures, with values clamped to 0 … 1.
    /// </summary>
    /// <param name="found">[n, 1, h, w].</param>
    /// <param name="expected">The same shape, 0 to 1.</param>
    /// <param name="border">Pixels at each edge that do not count.</param>
    public static double Psnr(Tensor found, Tensor expected, int border)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor difference = found.clamp(0, 1) - expected;
        long height = difference.shape[2] - (2 * border), width = difference.shape[3] - (2 * border);
        Tensor inner = difference.narrow(2, border, height).narrow(3, border, width);
        Tensor squares = inner.to_type(ScalarType.Float64).square().mean([1L, 2L, 3L]);
        return squares.log10().mul(-10).mean().ToDouble();
    }

    /// <inheritdoc/>
    public void Dispose() => HeldOut.Dispose();

    private static Picture[] Draw(ulong first, int count)
    {
        Picture[] pictures = new Picture[count];
        Parallel.For(0, count, i => pictures[i] = DrawnPictures.Grey(first + (ulong)i, Size, Size));
        return pictures;
    }

    private static Tensor Whole(Picture[] pictures)
    {
        float[] values = [.. pictures.SelectMany(picture => picture.Samples).Select(sample => sample / 255f)];
        return tensor(values, [pictures.Length, 1, Size, Size]).DetachFromDisposeScope();
    }

    // One of the eight symmetries of a square, and a place.
    private void CopyPatch(Picture picture, RandomStream random, Span<float> target)
    {
        int left = random.NextInt32(Size - _side + 1), top = random.NextInt32(Size - _side + 1);
        int symmetry = random.NextInt32(8);
        for (int i = 0; i < target.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, _side);
            if ((symmetry & 1) != 0)
                x = _side - 1 - x;
            if ((symmetry & 2) != 0)
                y = _side - 1 - y;
            if ((symmetry & 4) != 0)
                (x, y) = (y, x);
            target[i] = picture.Samples[((top + y) * Size) + left + x] / 255f;
        }
    }
}
