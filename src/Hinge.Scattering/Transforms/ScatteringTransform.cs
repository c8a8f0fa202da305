using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Hinge.Scattering.Fourier;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>
/// Takes signals and gives their scattering features in single precision, many numbers an instruction, on several
/// threads. The features are the same, to the bit, for any number of threads.
/// </summary>
/// <remarks>
/// A certificate is about exact arithmetic; single precision adds some 1e-7 of a signal's norm. <see
/// cref="ScalarTransform"/> is the specification, in double precision. One call at a time.
/// </remarks>
public sealed class ScatteringTransform : IScatteringTransform
{
    private readonly LaneWalk[] _walks;
    private readonly int _threads;

    /// <summary>The transform of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="settings">Threads and lanes; null for one thread.</param>
    /// <exception cref="NetworkException">More than 2²⁴ values a signal without force, or threads out of
    /// range.</exception>
    public ScatteringTransform(Network network, TransformSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        settings ??= new();
        if (settings.Threads is < 1 or > 256)
            throw new NetworkException($"{settings.Threads} threads; expected 1 to 256");
        if (!settings.Force)
            network.Count().RefuseTooLarge();
        int width = settings.LaneWidth == 0 ? BestWidth : settings.LaneWidth;
        bool columns = settings.Lanes == LaneChoice.Columns
            || (settings.Lanes == LaneChoice.Auto && PrefersColumns(network.Boundary.Grid, width));
        InputLength = network.Size.Count * (network.Options.Input == InputKind.Real ? 1 : 2);
        (FeatureLength, Paths) = (network.Tree.Length, network.Tree.Describe());
        _threads = settings.Threads;
        _walks = new LaneWalk[_threads];
        if (settings.Lanes != LaneChoice.Batch && LongProgram.Suits(network, width))
        {
            LongProgram program = new(network, width);
            for (int i = 0; i < _threads; i++)
                _walks[i] = width == 16 ? new LongWalk<Lane16>(program) : new LongWalk<Lane8>(program);
        }
        else
        {
            LaneProgram program = new(network, width, columns);
            for (int i = 0; i < _threads; i++)
                _walks[i] = Walk(program);
        }
    }

    /// <summary>Numbers of the widest vector that is fast here.</summary>
    internal static int BestWidth { get; } =
        Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? 16
        : Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported ? 8 : 1;

    /// <inheritdoc/>
    public int InputLength { get; }

    /// <inheritdoc/>
    public int FeatureLength { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ScatteringPath> Paths { get; }

    /// <summary>Signals that go through together; batches of a multiple of it leave no lane idle.</summary>
    public int Group => _walks[0].Signals;

    /// <inheritdoc/>
    public unsafe void Transform(ReadOnlySpan<float> signals, int count, Span<float> features)
    {
        if (signals.Length != (long)count * InputLength || features.Length != (long)count * FeatureLength)
            throw new ArgumentException(
                $"{count} signals: expected {(long)count * InputLength} numbers and room for "
                + $"{(long)count * FeatureLength} features, found {signals.Length} and {features.Length}",
                nameof(signals));
        int groups = (count + Group - 1) / Group;
        fixed (float* from = signals, to = features)
        {
            if (_threads == 1)
            {
                for (int group = 0; group < groups; group++)
                    Take(0, group, 0, 1, count, from, to);
                GC.KeepAlive(this); // the walks hold what their pointers point to
                return;
            }
            TakeTogether(groups, count, (nint)from, (nint)to);
        }
    }

    private unsafe void TakeTogether(int groups, int count, nint from, nint to)
    {
        // Where there are fewer groups than threads, each goes through in parts.
        int parts = groups >= _threads ? 1 : _threads, next = -1, jobs = groups * parts;
        Parallel.For(0, Math.Min(_threads, jobs), new() { MaxDegreeOfParallelism = _threads }, thread =>
        {
            for (int job = Interlocked.Increment(ref next); job < jobs; job = Interlocked.Increment(ref next))
                Take(thread, job / parts, job % parts, parts, count, (float*)from, (float*)to);
        });
    }

    private unsafe void Take(int thread, int group, int part, int parts, int count, float* from, float* to)
    {
        long first = (long)group * Group;
        _walks[thread].Run(
            from + (first * InputLength), (int)Math.Min(Group, count - first), to + (first * FeatureLength), part,
            parts);
    }

    // Planes of a batch beyond the second cache are read from the third in every pass; those of one signal are not.
    private static bool PrefersColumns(GridSize grid, int width) =>
        grid.Dimensions == 2 && grid.Count * (long)width * sizeof(float) > 600_000 && width > 1;

    private static LaneWalk Walk(LaneProgram program) => program.Width switch
    {
        16 => new LaneWalk<Lane16>(program),
        8 => new LaneWalk<Lane8>(program),
        1 => new LaneWalk<Lane1>(program),
        _ => throw new NetworkException($"lanes of {program.Width} numbers; expected 1, 8 or 16"),
    };
}
