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
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Tally tally = new(null);
        Visit(scope, inputs, labels, [tally], batch, progress, cancellation);
        return tally.Result();
    }

    /// <summary>
    /// Measures a classifier in the network's coordinates and in those of the pictures' own values at once: where zero
    /// is changes how y is divided into F x and r.
    /// </summary>
    /// <param name="scope">The hooked classifier; its output is [n, classes].</param>
    /// <param name="inputs">What the network sees, normalised, [n, …], n ≥ 1.</param>
    /// <param name="labels">The right class of each, n numbers.</param>
    /// <param name="normalisation">What the inputs were made with.</param>
    /// <param name="batch">Inputs frozen together, ≥ 1.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="InputException">As in the other overload.</exception>
    public static (BiasReliance Input, BiasReliance Raw) Measure(
        LinearScope scope,
        Tensor inputs,
        IReadOnlyList<int> labels,
        InputNormalisation normalisation,
        int batch = 64,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Tally input = new(null), raw = new(normalisation);
        Visit(scope, inputs, labels, [input, raw], batch, progress, cancellation);
        return (input.Result(), raw.Result());
    }

    private static void Visit(
        LinearScope scope,
        Tensor inputs,
        IReadOnlyList<int> labels,
        Tally[] tallies,
        int batch,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        long count = inputs.shape[0];
        if (count == 0 || labels.Count != count)
            throw new InputException($"{count} inputs and {labels.Count} labels, expected as many of both, 1 or more");
        for (int first = 0; first < count; first += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            int size = (int)Math.Min(batch, count - first);
            using DisposeScope disposal = NewDisposeScope();
            using Interpreter at = scope.Freeze(inputs.narrow(0, first, size));
            IReadOnlyDictionary<SiteKind, Tensor> kinds = at.BiasByKind();
            foreach (Tally tally in tallies)
                tally.Add(at, kinds, [.. labels.Skip(first).Take(size)]);
            progress?.Report(new("bias", first + size, count));
        }
    }

    // One coordinate system; without a normalisation that of the network.
    private sealed class Tally(InputNormalisation? normalisation)
    {
        private readonly SortedDictionary<SiteKind, double> _kinds = [];
        private int _count;
        private double _right, _linearRight, _residualRight, _linearAgrees, _residualAgrees;
        private double _ofWinner, _share, _completeness;

        public void Add(Interpreter at, IReadOnlyDictionary<SiteKind, Tensor> kinds, int[] labels)
        {
            if (at.Output.dim() != 2)
                throw new InputException($"the output is {LinearScope.Shape(at.Output)}, expected [n, classes]");
            List<(SiteKind Kind, double[] Values)> parts =
                [.. kinds.Select(pair => (pair.Key, Values(pair.Value)))];
            (Tensor from, Tensor residual) = (at.Input, at.Residual);
            if (normalisation is not null)
            {
                Tensor origin = normalisation.RawOrigin(at.Input);
                (from, residual) = (at.Input - origin, at.RawResidual(normalisation));
                parts.Add((SiteKind.InputMean, Values(at.Apply(origin))));
            }
            Tensor linear = at.Apply(from);
            _completeness = Math.Max(_completeness, RelativeError.Completeness(linear, residual, at.Output));
            int classes = (int)at.Rows;
            double[] y = Values(at.Output), fx = Values(linear), r = Values(residual);
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

        private static double[] Values(Tensor scores) =>
            scores.to(ScalarType.Float64).contiguous().data<double>().ToArray();

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
