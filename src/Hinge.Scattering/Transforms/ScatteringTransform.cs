using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>
/// Takes signals and gives their scattering features, on several threads where there are several signals. The
/// features are the same, to the bit, for any number of threads.
/// </summary>
public sealed class ScatteringTransform : IScatteringTransform
{
    private readonly ScalarTransform[] _engines;

    /// <summary>The transform of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="settings">Threads; null for one.</param>
    /// <exception cref="NetworkException">More than 2²⁴ values a signal without force, or threads out of
    /// range.</exception>
    public ScatteringTransform(Network network, TransformSettings? settings = null)
    {
        settings ??= new();
        if (settings.Threads is < 1 or > 256)
            throw new NetworkException($"{settings.Threads} threads; expected 1 to 256");
        _engines = new ScalarTransform[settings.Threads];
        for (int i = 0; i < _engines.Length; i++)
            _engines[i] = new(network, settings.Force);
    }

    /// <inheritdoc/>
    public int InputLength => _engines[0].InputLength;

    /// <inheritdoc/>
    public int FeatureLength => _engines[0].FeatureLength;

    /// <inheritdoc/>
    public IReadOnlyList<ScatteringPath> Paths => _engines[0].Paths;

    /// <inheritdoc/>
    public unsafe void Transform(ReadOnlySpan<float> signals, int count, Span<float> features)
    {
        if (signals.Length != (long)count * InputLength || features.Length != (long)count * FeatureLength)
            throw new ArgumentException(
                $"{count} signals: expected {(long)count * InputLength} numbers and room for "
                + $"{(long)count * FeatureLength} features, found {signals.Length} and {features.Length}",
                nameof(signals));
        int threads = Math.Min(_engines.Length, count);
        if (threads <= 1)
        {
            _engines[0].Transform(signals, count, features);
            return;
        }
        fixed (float* from = signals, to = features)
        {
            (nint source, nint target, int each) = ((nint)from, (nint)to, (count + threads - 1) / threads);
            Parallel.For(0, threads, new() { MaxDegreeOfParallelism = threads }, thread =>
            {
                int first = thread * each, some = Math.Min(each, count - first);
                if (some <= 0)
                    return;
                _engines[thread].Transform(
                    new ReadOnlySpan<float>((float*)source + ((long)first * InputLength), some * InputLength), some,
                    new Span<float>((float*)target + ((long)first * FeatureLength), some * FeatureLength));
            });
        }
    }
}
