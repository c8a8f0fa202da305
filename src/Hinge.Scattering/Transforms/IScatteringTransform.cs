using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>Takes signals and gives their scattering features.</summary>
public interface IScatteringTransform
{
    /// <summary>
    /// Numbers of a signal: its samples, or twice as many (real and imaginary by turns) where it is complex.
    /// </summary>
    int InputLength { get; }

    /// <summary>Numbers of a signal's features.</summary>
    int FeatureLength { get; }

    /// <summary>The paths, in the order of their features.</summary>
    IReadOnlyList<ScatteringPath> Paths { get; }

    /// <summary>Transforms signals.</summary>
    /// <param name="signals">One after the other, each <see cref="InputLength"/> numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="features">Receives <see cref="FeatureLength"/> numbers a signal.</param>
    /// <exception cref="ArgumentException">The spans are not that long.</exception>
    void Transform(ReadOnlySpan<float> signals, int count, Span<float> features);
}
