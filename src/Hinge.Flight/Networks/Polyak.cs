using System.Runtime.Intrinsics;

namespace Hinge.Flight.Networks;

/// <summary>A target network follows its source slowly (specification §4.1).</summary>
internal static class Polyak
{
    /// <summary>The share of the source in an update.</summary>
    public const float Share = 0.005f;

    /// <summary>target = (1 - share) target + share source.</summary>
    /// <param name="target">Changed in place; a multiple of 16 numbers.</param>
    /// <param name="source">As many.</param>
    /// <param name="share">Of the source.</param>
    public static void Update(Span<float> target, ReadOnlySpan<float> source, float share = Share)
    {
        if (target.Length != source.Length || target.Length % MlpLayout.Padding != 0)
            throw new ArgumentException("two networks of the same layout are expected");
        for (int i = 0; i < target.Length; i += Vector512<float>.Count)
        {
            Vector512<float> old = Vector512.Create<float>(target[i..]);
            (((1 - share) * old) + (share * Vector512.Create(source[i..]))).CopyTo(target[i..]);
        }
    }
}
