using Hinge.Core.Formats;

namespace Hinge.Samples;

/// <summary>
/// 5,000 handwritten digits, embedded: 450 of each class to train on and 50 of each to test with, in shuffled order. No
/// digit is in both sets. All are from the training part of MNIST, so MNIST's own test set stays unseen.
/// </summary>
public static class Digits
{
    private static readonly Lazy<DigitSet> s_train = new(() => Load("train"));
    private static readonly Lazy<DigitSet> s_test = new(() => Load("test"));

    /// <summary>4,500 digits; unpacked at first use.</summary>
    public static DigitSet Train => s_train.Value;

    /// <summary>500 digits; unpacked at first use.</summary>
    public static DigitSet Test => s_test.Value;

    private static DigitSet Load(string part) =>
        new(Read($"{part}-images-idx3-ubyte.gz"), Read($"{part}-labels-idx1-ubyte.gz"));

    private static NdArray Read(string file)
    {
        using Stream stream = typeof(Digits).Assembly.GetManifestResourceStream("digits/" + file)
            ?? throw new InvalidOperationException($"the assembly lacks its resource {file}");
        return IdxFile.Read(stream, file);
    }
}
