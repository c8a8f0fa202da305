using Hinge.Scope;
using Hinge.Scope.Colouring;
using Hinge.Scope.Lanes;
using Hinge.Scope.Networks;
using Hinge.Scope.Spectra;
using static TorchSharp.torch;

namespace Hinge.Benchmarks.Scope;

/// <content>Many rows and columns: P1, P2, P5.</content>
internal sealed partial class ScopeGoals
{
    private IEnumerable<Goal> WholeMatrix()
    {
        using DisposeScope disposal = NewDisposeScope();
        using Fsrcnn net = Prepared(new Fsrcnn(tail: UpsamplingTail.TransposedConvolution));
        Tensor x = Picture(128);
        using AutogradRows single = new(net, x);
        long[] rows = Pick(single.Rows, Sampled);
        using LinearScope scope = LinearScope.Attach(net);
        using Interpreter at = scope.Freeze(x);
        const int together = 32;
        Timing[] times = Measure.Rounds(
            rounds,
            () => at.ToSparse(new ColouringSettings { CheckedLines = 1 }),
            () => single.Compute(rows),
            () => at.RowsAt(rows.AsSpan(0, together)).Dispose());
        double all = at.Rows;
        string work = "whole F, FSRCNN(56,12,4) with 9 × 9 tail, ×2, 128 × 128";
        yield return Goal.Faster("P1", work, "autograd row by row", 150, 350, times[0], times[1] * (all / Sampled));
        yield return Goal.Faster(
            "P1", work, "batched transposed replay, 32 rows", 40, 90, times[0], times[2] * (all / together));
    }

    private IEnumerable<Goal> Denoiser()
    {
        using DisposeScope disposal = NewDisposeScope();
        using DnCnn net = Prepared(new DnCnn(DnCnnForm.Biased));
        Tensor x = Picture(40);
        using AutogradRows single = new(net, x);
        long[] sample = Pick(single.Rows, Sampled);
        long[] all = [.. Enumerable.Range(0, (int)single.Rows).Select(i => (long)i)];
        using LinearScope scope = LinearScope.Attach(net);
        using Interpreter at = scope.Freeze(x);
        Tensor seed = zeros_like(x);
        seed[0, 0, 20, 20] = 1;
        const int doubled = 4;
        void Doubled()
        {
            for (int i = 0; i < doubled; i++)
                scope.Run(x, Lane.Linear(seed)).Dispose();
        }
        // Ours takes long enough to warm up on a part.
        at.ColumnsAt(sample).Dispose();
        at.RowsAt(sample).Dispose();
        single.Compute(sample);
        Doubled();
        Timing[] times = Measure.WarmRounds(
            rounds,
            () => at.ColumnsAt(all).Dispose(),
            () => at.RowsAt(all).Dispose(),
            () => single.Compute(sample),
            Doubled);
        (Timing batched, int best) = BestBatch(net, x, sample);
        double factor = (double)all.Length / Sampled;
        const string columns = "all 1,600 columns of DnCNN-20 at 40 × 40, forward replay";
        const string rows = "all 1,600 rows, transposed replay";
        yield return Goal.Faster("P2", columns, "autograd row by row", 8, 14, times[0], times[2] * factor);
        yield return Goal.Faster(
            "P2", columns, $"autograd, picture repeated {best} times", 2.5, 4, times[0], batched * factor);
        yield return Goal.Faster("P2", rows, "autograd row by row", 5, 10, times[1], times[2] * factor);
        yield return Goal.Faster(
            "P2", rows, "doubled batch, one column a time", 10, 16, times[1],
            times[3] * ((double)all.Length / doubled));
    }

    private (Timing Time, int Batch) BestBatch(DnCnn net, Tensor x, long[] sample)
    {
        (Timing Time, int Batch) best = (new(double.PositiveInfinity, 0, 0), 0);
        foreach (int batch in (int[])[8, 16, 32, 64])
        {
            using AutogradRows repeated = new(net, x, batch);
            Timing time = Measure.Rounds(rounds, () => repeated.Compute(sample))[0];
            best = time.Median < best.Time.Median ? (time, batch) : best;
        }
        return best;
    }

    private IEnumerable<Goal> Spectrum()
    {
        using DisposeScope disposal = NewDisposeScope();
        using Fsrcnn net = Prepared(new Fsrcnn(tail: UpsamplingTail.TransposedConvolution));
        Tensor x = Picture(128);
        SparseMap map;
        using (LinearScope scope = LinearScope.Attach(net))
        using (Interpreter at = scope.Freeze(x))
            map = at.ToSparse().Map;
        TruncatedSvd? svd = null;
        const int sampled = 4;
        using AutogradProducts one = new(net, x, 1), eight = new(net, x, 8);
        Timing[] times = Measure.Rounds(
            rounds, () => svd = Lanczos.Compute(map, 64), () => one.Compute(sampled), () => eight.Compute(1));
        (Timing Time, int Batch) best = times[1].Median / (2 * sampled) < times[2].Median / 16
            ? (times[1] * (0.5 / sampled), 1)
            : (times[2] * (1 / 16.0), 8);
        string work = $"top-64 SVD of the 65,536 × 16,384 operator, sparse map given, residual {svd!.Residual:E1} s₁";
        yield return Goal.Faster(
            "P5", work, $"the same {svd.Applications} applications by autograd (VJP, double-backward JVP, graphs kept, "
            + $"batch {best.Batch})", 10, 30, times[0], best.Time * svd.Applications);
        yield return Goal.Within("P5", work, "seconds", "s", 60, 15, times[0].Median);
    }
}
