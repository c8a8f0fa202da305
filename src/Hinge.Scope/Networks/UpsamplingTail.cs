namespace Hinge.Scope.Networks;

/// <summary>How a super-resolution network enlarges at its end.</summary>
public enum UpsamplingTail
{
    /// <summary>A convolution to s² channels, which become the s x s pixels of one.</summary>
    PixelShuffle,

    /// <summary>A transposed convolution of stride s.</summary>
    TransposedConvolution,
}
