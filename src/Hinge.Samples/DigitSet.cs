using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;

namespace Hinge.Samples;

/// <summary>Pictures of one size, each with the number of its class: MNIST, or anything in its format.</summary>
public sealed class DigitSet
{
    /// <summary>A set over existing arrays, which are not copied.</summary>
    /// <param name="images">UInt8 [count, height, width], 0 background to 255 ink.</param>
    /// <param name="labels">UInt8 [count].</param>
    /// <exception cref="InputException">The arrays are of another type or shape, or of different counts.</exception>
    public DigitSet(NdArray images, NdArray labels)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        if (images.Type != ElementType.UInt8 || images.Shape.Count != 3 || images.Shape[1] < 1 || images.Shape[2] < 1)
            throw new InputException($"images are {images}; expected UInt8 [count, height, width]");
        if (labels.Type != ElementType.UInt8 || labels.Shape.Count != 1 || labels.Shape[0] != images.Shape[0])
            throw new InputException($"labels are {labels}; expected UInt8 [{images.Shape[0]}]");
        (Images, Labels) = (images, labels);
        (Count, Height, Width) = ((int)images.Shape[0], (int)images.Shape[1], (int)images.Shape[2]);
    }

    /// <summary>All pictures: UInt8 [count, height, width], 0 background to 255 ink.</summary>
    public NdArray Images { get; }

    /// <summary>All classes: UInt8 [count].</summary>
    public NdArray Labels { get; }

    /// <summary>Number of pictures.</summary>
    public int Count { get; }

    /// <summary>Rows of a picture.</summary>
    public int Height { get; }

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>The class of a picture.</summary>
    /// <param name="index">0 … <see cref="Count"/> - 1.</param>
    public int Label(int index) => Labels.Bytes.Span[index];

    /// <summary>A copy of a picture, one channel.</summary>
    /// <param name="index">0 … <see cref="Count"/> - 1.</param>
    public Picture Image(int index) => new(Width, Height, 1, Samples(index).ToArray());

    /// <summary>A copy of a picture as numbers in 0 … 1, row by row.</summary>
    /// <param name="index">0 … <see cref="Count"/> - 1.</param>
    public float[] Pixels(int index)
    {
        float[] pixels = new float[Width * Height];
        CopyPixels(index, pixels);
        return pixels;
    }

    /// <summary>Writes a picture as numbers in 0 … 1, row by row: for filling a batch.</summary>
    /// <param name="index">0 … <see cref="Count"/> - 1.</param>
    /// <param name="target">Receives width · height numbers.</param>
    public void CopyPixels(int index, Span<float> target)
    {
        ReadOnlySpan<byte> samples = Samples(index);
        for (int i = 0; i < samples.Length; i++)
            target[i] = samples[i] / 255f;
    }

    private ReadOnlySpan<byte> Samples(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Images.Bytes.Span.Slice(index * Width * Height, Width * Height);
    }
}
