using System.Diagnostics;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scope.Colouring;

namespace Hinge.Scope;

public sealed partial class Interpreter
{
    /// <summary>Which outputs one input pixel can reach, whatever the weights and gates (spec §6).</summary>
    /// <exception cref="InputException">More than one sample is frozen.</exception>
    public Footprint Footprint =>
        _scope.FootprintAt(Input, _cache.Calls.FirstOrDefault(call => call.Cut)?.Call.Ordinal ?? -1);

    /// <summary>
    /// F whole and exact: seeds far enough apart share a replay, so that the passes do not depend on the picture's
    /// size. Where that gains nothing (§6), F is computed densely, column by column or row by row.
    /// </summary>
    /// <param name="settings">Memory and lanes.</param>
    /// <param name="progress">Told after every replay.</param>
    /// <param name="cancellation">Stops between two replays.</param>
    /// <exception cref="InputException">More than one sample is frozen, or the matrix exceeds the budget.</exception>
    /// <exception cref="RunFailedException">The matrix failed its certificate.</exception>
    public SparseExtraction ToSparse(
        ColouringSettings? settings = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        if (Samples != 1)
            throw new InputException($"a matrix belongs to one sample; {Samples} are frozen here");
        long start = Stopwatch.GetTimestamp();
        MatrixExtraction extraction = new(this, settings ?? new());
        Footprint footprint = Footprint;
        (Lattice lattice, long forward, long reverse, string? note) = extraction.Choose(footprint);
        SparseMap map = extraction.Extract(lattice, progress, cancellation);
        SparseCertificate certificate = extraction.Certify(map);
        return new(
            map, certificate, footprint, forward, reverse, lattice.Colours, note,
            Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
