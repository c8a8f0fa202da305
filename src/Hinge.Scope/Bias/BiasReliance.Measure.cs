using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scope.Certificates;
using Hinge.Scope.Networks;
using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Bias;

public sealed partial record BiasReliance
{
    /// <summary>Measures a classifier, a batch of inputs at a time.</summary>
    /// <param name="scope">The hooked classifier; its output is [n, classes].</param>
    /// <param name="inputs">[n, …], n ≥ 1.</param>
    /// <param name="labels">The right class of each, n numbers.</param>
    /// <param name="batch">Inputs frozen together, ≥ 1.</param>
    /// <param name="raw">
    /// What the inputs were made with, for raw coordinates: r is then y where all values of the picture itself are
    /// zero. Null for the network's own coordinates.
    /// </param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="InputException">
    /// There are no inputs, labels do not fit in number or range, or the output is not [n, classes].
    /// </exception>
    public static BiasReliance Measure(
        LinearScope scope,
        Tensor inputs,
        IReadOnlyList<int> labels,
        int batch = 64,
        InputNormalisation? raw = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Measure(scope, inputs, labels, [raw ?? InputNormalisation.None], batch, progress, cancellation)[0];

    /// <summary>Measures a classifier in several coordinates at once: each batch is frozen once for all.</summary>
    /// <param name="scope">The hooked classifier; its output is [n, classes].</param>
    /// <param name="inputs">[n, …], n ≥ 1.</param>
    /// <param name="labels">The right class of each, n numbers.</param>
    /// <param name="coordinates">
    /// What the inputs were made with, for raw coordinates; <see cref="InputNormalisation.None"/> for the network's
    /// own.
    /// </param>
    /// <param name="batch">Inputs frozen together, ≥ 1.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <returns>One result for each of <paramref name="coordinates"/>, in their order.</returns>
    /// <exception cref="InputException">
    /// There are no inputs, labels do not fit in number or range, or the output is not [n, classes].
    /// </exception>
    public static IReadOnlyList<BiasReliance> Measure(
        LinearScope scope,
        Tensor inputs,
        IReadOnlyList<int> labels,
        IReadOnlyList<InputNormalisation> coordinates,
        int batch = 64,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        long count = inputs.shape[0];
        if (count == 0 || labels.Count != count)
            throw new InputException($"{count} inputs and {labels.Count} labels, expected as many of both, 1 or more");
        Tally[] tallies = [.. coordinates.Select(each => new Tally(each))];
        for (int first = 0; first < count; first += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            int size = (int)Math.Min(batch, count - first);
            using DisposeScope disposal = NewDisposeScope();
            using Interpreter at = scope.Freeze(inputs.narrow(0, first, size));
            if (at.Output.dim() != 2)
                throw new InputException($"the output is {LinearScope.Shape(at.Output)}, expected [n, classes]");
            int[] wanted = [.. labels.Skip(first).Take(size)];
            (SiteKind Kind, double[] Values)[] sites =
                [.. at.BiasByKind().Select(pair => (pair.Key, Values(pair.Value)))];
            foreach (Tally tally in tallies)
                tally.Add(at, wanted, sites);
            progress?.Report(new("bias", first + size, count));
        }
        return [.. tallies.Select(tally => tally.Result())];
    }

    private static double[] Values(Tensor scores) =>
        scores.to(ScalarType.Float64).contiguous().data<double>().ToArray();

    private sealed class Tally(InputNormalisation raw)
    {
        private readonly SortedDictionary<SiteKind, double> _kinds = [];
        private int _count;
        private double _right, _linearRight, _residualRight, _linearAgrees, _residualAgrees;
        private double _ofWinner, _share, _completeness;

        // The sites' values are r of all sites of a kind together, [n, classes] a kind.
        public void Add(Interpreter at, int[] labels, IReadOnlyList<(SiteKind Kind, double[] Values)> sites)
        {
            Tensor residual = at.RawResidual(raw);
            Tensor linear = at.Apply(raw.IsIdentity ? at.Input.alias() : at.Input - raw.RawOrigin(at.Input));
            _completeness = Math.Max(_completeness, RelativeError.Completeness(linear, residual, at.Output));
            int classes = (int)at.Rows;
            double[] y = Values(at.Output), fx = Values(linear), r = Values(residual);
            (SiteKind Kind, double[] Values)[] parts = raw.IsIdentity
                ? [.. sites]
                : [.. sites, (SiteKind.InputMean, Values(at.Apply(raw.RawOrigin(at.Input))))];
            for (int i = 0; i < labels.Length; i++)
            {
                if (labels[i] < 0 || labels[i] >= classes)
                    throw new InputException($"label {labels[i]} of {classes} classes");
                Range row = (i * classes)..((i + 1) * classes);
                AddOne(y.AsSpan(row), fx.AsSpan(row), r.AsSpan(row), labels[i]);
                double scale = Norm(fx.AsSpan(row)) + Norm(r.AsSpan(row));
                foreach ((SiteKind kind, double[] values) in parts)
                    _kinds[kind] = _kinds.GetValueOrDefault(kind) + Over(Norm(values.AsSpan(row)), scale);
            }
        }

        public BiasReliance Result() => new(
            _count, _right / _count, _linearRight / _count, _residualRight / _count, _linearAgrees / _count,
            _residualAgrees / _count, _ofWinner / _count, _share / _count,
            _kinds.ToDictionary(pair => pair.Key, pair => pair.Value / _count), _completeness);

        private void AddOne(ReadOnlySpan<double> y, ReadOnlySpan<double> fx, ReadOnlySpan<double> r, int label)
        {
            int winner = Highest(y);
            _count++;
            _right += Answer(y, label);
            _linearRight += Answer(fx, label);
            _residualRight += Answer(r, label);
            _linearAgrees += Answer(fx, winner);
            _residualAgrees += Answer(r, winner);
            _ofWinner += Over(r[winner], y[winner]);
            _share += Over(Norm(r), Norm(fx) + Norm(r));
        }

        private static int Highest(ReadOnlySpan<double> scores)
        {
            int best = 0;
            for (int c = 1; c < scores.Length; c++)
            {
                if (scores[c] > scores[best])
                    best = c;
            }
            return best;
        }

        // 1 when the class alone has the highest score, 1/k when it shares it with k - 1 others.
        private static double Answer(ReadOnlySpan<double> scores, int wanted)
        {
            double best = scores[Highest(scores)];
            return scores[wanted] == best ? 1.0 / scores.Count(best) : 0;
        }

        private static double Norm(ReadOnlySpan<double> values)
        {
            double sum = 0;
            foreach (double value in values)
                sum += value * value;
            return Math.Sqrt(sum);
        }

        private static double Over(double part, double whole) => part == 0 ? 0 : part / whole;
    }
}
