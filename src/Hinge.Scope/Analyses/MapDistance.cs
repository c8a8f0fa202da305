using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Scope.Spectra;
using static TorchSharp.torch;

namespace Hinge.Scope.Analyses;

/// <summary>How far apart two linear maps are: ‖F₁ − F₂‖ / ‖F₁‖ in the Frobenius norm.</summary>
/// <param name="Value">The ratio.</param>
/// <param name="StandardError">Its standard error; 0 when the matrices were written out.</param>
/// <param name="Probes">Random vectors used; 0 when the matrices were written out.</param>
public sealed record MapDistance(double Value, double StandardError, int Probes)
{
    private const int Batch = 16;

    /// <summary>
    /// Estimates the distance with random signs g: E ‖F g‖² = ‖F‖² (M. F. Hutchinson, 1989), the same g for both maps.
    /// </summary>
    /// <param name="first">F₁.</param>
    /// <param name="second">F₂, of the same size.</param>
    /// <param name="probes">Vectors, 2 or more; the error falls with their square root.</param>
    /// <param name="seed">Seed of the vectors.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <exception cref="InputException">The sizes differ, or there are fewer than two probes.</exception>
    public static MapDistance Estimate(
        ILinearMap first, ILinearMap second, int probes = 64, ulong seed = 1, CancellationToken cancellation = default)
    {
        Check(first, second);
        if (probes < 2)
            throw new InputException($"{probes} probes have no standard error; expected 2 or more");
        RandomStream stream = new RandomStream(seed).Split("hutchinson");
        FlatMap one = new(first, false), other = new(second, false);
        double[] apart = new double[probes], size = new double[probes];
        for (int begin = 0; begin < probes; begin += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            int count = Math.Min(Batch, probes - begin);
            double[] signs = new double[count * first.Columns];
            for (int i = 0; i < signs.Length; i++)
                signs[i] = stream.NextUInt32() >> 31 == 0 ? 1 : -1;
            Tensor g = tensor(signs, [count, first.Columns]);
            Tensor a = one.Apply(g), difference = a - other.Apply(g);
            difference.square().sum([1L]).data<double>().ToArray().CopyTo(apart, begin);
            a.square().sum([1L]).data<double>().ToArray().CopyTo(size, begin);
        }
        return Ratio(apart, size);
    }

    /// <summary>Writes both matrices out and compares them exactly.</summary>
    /// <exception cref="InputException">The sizes differ.</exception>
    public static MapDistance Exact(ILinearMap first, ILinearMap second, CancellationToken cancellation = default)
    {
        Check(first, second);
        using DisposeScope scope = NewDisposeScope();
        using DenseMap a = DenseMap.Of(first, cancellation: cancellation);
        using DenseMap b = DenseMap.Of(second, cancellation: cancellation);
        double apart = (a.Matrix - b.Matrix).norm().ToDouble(), size = a.Matrix.norm().ToDouble();
        return new(apart == 0 ? 0 : apart / size, 0, 0);
    }

    // √(mean a / mean b); its error to first order from the scatter of a − ratio² b.
    private static MapDistance Ratio(double[] apart, double[] size)
    {
        double a = apart.Average(), b = size.Average(), ratio = a == 0 ? 0 : Math.Sqrt(a / b);
        if (a == 0)
            return new(0, 0, apart.Length);
        double scatter = 0;
        for (int i = 0; i < apart.Length; i++)
            scatter += Math.Pow(apart[i] - ratio * ratio * size[i], 2);
        double error = Math.Sqrt(scatter / (apart.Length - 1.0) / apart.Length) / b;
        return new(ratio, error / (2 * ratio), apart.Length);
    }

    private static void Check(ILinearMap first, ILinearMap second)
    {
        if (first.Rows != second.Rows || first.Columns != second.Columns)
        {
            throw new InputException(
                $"a {first.Rows} × {first.Columns} and a {second.Rows} × {second.Columns} map do not compare");
        }
    }
}
