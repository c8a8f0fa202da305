using Hinge.Core.Randomness;
using Hinge.Scope;
using Hinge.Scope.Colouring;
using Hinge.Scope.Lanes;
using Hinge.Scope.Networks;
using Hinge.Scope.Spectra;
using Hinge.Torch.Training;
using static TorchSharp.torch;

namespace Hinge.Benchmarks.Scope;

/// <summary>LinearScope's performance goals (docs/scope.md), one method a row.</summary>
internal sealed class ScopeGoals(int repeats)
{
    private const int Sampled = 64;

    private readonly RandomStream _stream = new RandomStream(1).Split("bench");

    public void Run(string[] wanted)
    {
        set_num_threads(Environment.ProcessorCount);
        Console.WriteLine($"{Environment.ProcessorCount} threads, {repeats} rounds, medians; rivals extrapolated from {Sampled} rows\n");
        Console.WriteLine(Goal.Head);
        (string Id, Func<IEnumerable<Goal>> Measure)[] goals =
        [
            ("P1", WholeMatrix), ("P2", Denoiser), ("P3", Windows), ("P4", Memory), ("P5", Spectrum), ("P6", Doubled),
            ("P7", Recording),
        ];
        foreach ((string id, Func<IEnumerable<Goal>> measure) in goals)
        {
            if (wanted.Length > 0 && !wanted.Contains(id))
                continue;
            foreach (Goal goal in measure())
                Console.WriteLine(goal);
        }
    }

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
        double[] seconds = Measure.Medians(
            repeats,
            () => at.ToSparse(new ColouringSettings { CheckedLines = 1 }),
            () => single.Compute(rows),
            () => at.RowsAt(rows.AsSpan(0, together)).Dispose());
        double all = at.Rows;
        string work = "whole F, FSRCNN(56,12,4) with 9 x 9 tail, x2, 128 x 128";
        yield return Goal.Faster("P1", work, "autograd row by row", 150, 350, seconds[0], seconds[1] * all / Sampled);
        yield return Goal.Faster(
            "P1", work, "batched transposed replay, 32 rows", 40, 90, seconds[0], seconds[2] * all / together);
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
        double factor = (double)all.Length / Sampled;
        double[] seconds = Measure.Medians(
            repeats,
            () => at.ColumnsAt(all).Dispose(),
            () => at.RowsAt(all).Dispose(),
            () => single.Compute(sample),
            () =>
            {
                for (int i = 0; i < 4; i++)
                    scope.Run(x, Lane.Linear(seed)).Dispose();
            });
        double batched = double.PositiveInfinity;
        foreach (int batch in (int[])[8, 16, 32, 64])
        {
            using AutogradRows repeated = new(net, x, batch);
            batched = Math.Min(batched, Measure.Medians(repeats, () => repeated.Compute(sample))[0]);
        }
        const string columns = "all 1,600 columns of DnCNN-20 at 40 x 40, forward replay";
        const string rows = "all 1,600 rows, transposed replay";
        yield return Goal.Faster("P2", columns, "autograd row by row", 8, 14, seconds[0], seconds[2] * factor);
        yield return Goal.Faster("P2", columns, "autograd, picture repeated, best batch", 2.5, 4, seconds[0], batched * factor);
        yield return Goal.Faster("P2", rows, "autograd row by row", 5, 10, seconds[1], seconds[2] * factor);
        yield return Goal.Faster(
            "P2", rows, "doubled batch, one column a time", 10, 16, seconds[1], seconds[3] * all.Length / 4);
    }

    private IEnumerable<Goal> Windows()
    {
        using DisposeScope disposal = NewDisposeScope();
        using Fsrcnn net = Prepared(new Fsrcnn());
        Tensor small = Picture(256), large = Picture(1024);
        using LinearScope scope = LinearScope.Attach(net);
        void Row(Tensor x, long at)
        {
            foreach (var row in scope.Rows(x, [new OutputIndex(0, at, at)]))
                row.Dispose();
        }
        double[] ours = Measure.Medians(Math.Max(repeats, 15), () => Row(large, 1024), () => Row(small, 256));
        yield return Goal.AtMost("P3", "one row of a 1024 x 1024 picture, FSRCNN x2", "the same at 256 x 256", 1.25, 1.1, ours[0], ours[1]);
        double theirs = Measure.Medians(1, () =>
        {
            using AutogradRows whole = new(net, large);
            whole.Compute([1024 * 2048 + 1024]);
        })[0];
        yield return Goal.Faster(
            "P3", "one row of a 1024 x 1024 picture, FSRCNN x2", "autograd on the whole picture", 200, 1000, ours[0], theirs);
    }

    private static IEnumerable<Goal> Memory() => StreamedRowsMemory.Measure();

    private IEnumerable<Goal> Spectrum()
    {
        using DisposeScope disposal = NewDisposeScope();
        using Fsrcnn net = Prepared(new Fsrcnn(tail: UpsamplingTail.TransposedConvolution));
        Tensor x = Picture(128);
        using LinearScope scope = LinearScope.Attach(net);
        using Interpreter at = scope.Freeze(x);
        SparseMap map = at.ToSparse().Map;
        long applications = 0;
        double ours = Measure.Medians(repeats, () =>
        {
            applications = Lanczos.Compute(map, 64).Applications;
        })[0];
        using AutogradRows single = new(net, x);
        Hinge.Scope.Replay.AutogradMap jacobian = new(net, x);
        Tensor u = RandomPicture([1, 1, 256, 256]);
        double[] theirs = Measure.Medians(
            repeats, () => jacobian.ApplyTransposed(u).Dispose(), () => jacobian.Apply(x).Dispose());
        double rival = (theirs[0] + theirs[1]) / 2 * applications;
        const string work = "top-64 SVD of the 65,536 x 16,384 operator, sparse map given";
        yield return Goal.Faster(
            "P5", work, $"the same {applications} applications by autograd (VJP, double-backward JVP)", 10, 30, ours, rival);
        yield return new("P5", work, "seconds", "<= 60 s", "<= 15 s", $"{ours:0.0} s", ours <= 60);
    }

    private IEnumerable<Goal> Doubled()
    {
        using DisposeScope disposal = NewDisposeScope();
        using DnCnn net = Prepared(new DnCnn(DnCnnForm.Biased));
        Tensor x = Picture(128), v = Picture(128);
        using LinearScope scope = LinearScope.Attach(net);
        scope.Run(x, Lane.Linear(v)).Dispose();
        double[] seconds = Measure.Medians(
            Math.Max(repeats, 7), () => scope.Run(x, Lane.Linear(v)).Dispose(), () => Forward(net, x, 2));
        yield return Goal.AtMost("P6", "doubled batch, k = 2, DnCNN-20 at 128 x 128", "two plain forwards", 1.25, 1.1, seconds[0], seconds[1]);
    }

    private IEnumerable<Goal> Recording()
    {
        using DisposeScope disposal = NewDisposeScope();
        using DnCnn net = Prepared(new DnCnn(DnCnnForm.Biased));
        Tensor x = Picture(128);
        using LinearScope scope = LinearScope.Attach(net);
        scope.Freeze(x).Dispose();
        double[] seconds = Measure.Medians(
            Math.Max(repeats, 7), () => scope.Freeze(x).Dispose(), () => Forward(net, x, 1));
        yield return Goal.AtMost("P7", "record pass, DnCNN-20 at 128 x 128", "one plain forward", 1.5, 1.2, seconds[0], seconds[1]);
    }

    private static void Forward(nn.Module<Tensor, Tensor> net, Tensor x, int times)
    {
        using IDisposable constant = no_grad();
        for (int i = 0; i < times; i++)
            net.call(x).Dispose();
    }

    private T Prepared<T>(T net)
        where T : nn.Module<Tensor, Tensor>
    {
        Initialisation.KaimingUniform(net, _stream.Split(typeof(T).Name));
        net.eval();
        return net;
    }

    private Tensor Picture(int side) => RandomPicture([1, 1, side, side]);

    private Tensor RandomPicture(long[] shape)
    {
        float[] values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        _stream.FillUniform(values, 0, 1);
        return tensor(values, shape);
    }

    private long[] Pick(long count, int wanted) =>
        [.. Enumerable.Range(0, wanted).Select(_ => (long)_stream.NextInt32((int)count))];
}
