using System.Numerics;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>
/// The transform in double precision, plain sums and all: what every faster one is held against. One thread at a time.
/// </summary>
public sealed class ScalarTransform : IScatteringTransform
{
    private readonly TreeWalk _walk;
    private readonly Complex[] _signal;
    private readonly double[] _features;

    /// <summary>The transform of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="force">Whether more than 2²⁴ values a signal may be.</param>
    /// <exception cref="NetworkException">There are more, and they may not.</exception>
    public ScalarTransform(Network network, bool force = false)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!force)
            network.Count().RefuseTooLarge();
        (Network, _walk) = (network, new(network.Tree));
        _signal = new Complex[network.Size.Count];
        _features = new double[network.Tree.Length];
        Paths = network.Tree.Describe();
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <inheritdoc/>
    public int InputLength => Network.Size.Count * Components;

    /// <inheritdoc/>
    public int FeatureLength => _features.Length;

    /// <inheritdoc/>
    public IReadOnlyList<ScatteringPath> Paths { get; }

    private int Components => Network.Options.Input == InputKind.Real ? 1 : 2;

    /// <inheritdoc/>
    public void Transform(ReadOnlySpan<float> signals, int count, Span<float> features)
    {
        Require(signals.Length, features.Length, count);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> signal = signals.Slice(i * InputLength, InputLength);
            for (int n = 0; n < _signal.Length; n++)
                _signal[n] = Components == 1 ? signal[n] : new Complex(signal[2 * n], signal[(2 * n) + 1]);
            _walk.Run(_signal, _features);
            Span<float> to = features.Slice(i * FeatureLength, FeatureLength);
            for (int n = 0; n < to.Length; n++)
                to[n] = (float)_features[n];
        }
    }

    /// <summary>Transforms signals without rounding to single precision; see the interface.</summary>
    /// <param name="signals">One after the other.</param>
    /// <param name="count">How many.</param>
    /// <param name="features">Receives the features.</param>
    /// <exception cref="ArgumentException">The spans are not that long.</exception>
    public void Transform(ReadOnlySpan<double> signals, int count, Span<double> features)
    {
        Require(signals.Length, features.Length, count);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> signal = signals.Slice(i * InputLength, InputLength);
            for (int n = 0; n < _signal.Length; n++)
                _signal[n] = Components == 1 ? signal[n] : new Complex(signal[2 * n], signal[(2 * n) + 1]);
            _walk.Run(_signal, features.Slice(i * FeatureLength, FeatureLength));
        }
    }

    /// <summary>The energies of signals, layer by layer, added up.</summary>
    /// <param name="signals">One after the other.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentException">The span is not that long.</exception>
    public EnergyReport Energy(ReadOnlySpan<double> signals, int count)
    {
        Require(signals.Length, count * FeatureLength, count);
        EnergyTally tally = new(_walk);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> signal = signals.Slice(i * InputLength, InputLength);
            for (int n = 0; n < _signal.Length; n++)
                _signal[n] = Components == 1 ? signal[n] : new Complex(signal[2 * n], signal[(2 * n) + 1]);
            tally.Run(_signal, _features);
        }
        return tally.Report();
    }

    private void Require(int signals, int features, int count)
    {
        if (signals != (long)count * InputLength || features != (long)count * FeatureLength)
            throw new ArgumentException(
                $"{count} signals: expected {(long)count * InputLength} numbers and room for "
                + $"{(long)count * FeatureLength} features, found {signals} and {features}", nameof(signals));
    }
}
