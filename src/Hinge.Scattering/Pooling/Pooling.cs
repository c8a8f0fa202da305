using System.Globalization;
using System.Numerics;

namespace Hinge.Scattering;

/// <summary>
/// Pooling P on disjoint cells of S samples an axis, with ‖Pf - Ph‖ ≤ R‖f - h‖. Immutable; cells are counted from the
/// origin.
/// </summary>
/// <remarks>
/// R = 1 for sub-sampling and the maximum, ‖α‖₂ for weights α, which is S^{-d/2} for the mean. The maximum is in the
/// discrete theory only.
/// </remarks>
public sealed class Pooling
{
    private readonly double[]? _weights;

    private Pooling(PoolingKind kind, int factor, double[]? weights = null)
    {
        if (factor is < 1 or > 4096)
            throw new NetworkException($"pooling factor {factor}: expected 1 to 4096");
        (Kind, Factor, _weights) = (factor == 1 && weights is null ? PoolingKind.None : kind, factor, weights);
    }

    /// <summary>No pooling.</summary>
    public static Pooling None { get; } = new(PoolingKind.None, 1);

    /// <summary>What becomes of a cell.</summary>
    public PoolingKind Kind { get; }

    /// <summary>S, the samples of a cell on each axis.</summary>
    public int Factor { get; }

    /// <summary>(Pf)[n] = f[Sn].</summary>
    /// <param name="factor">S, 1 … 4096.</param>
    /// <exception cref="NetworkException">S is outside its range.</exception>
    public static Pooling SubSample(int factor) => new(PoolingKind.SubSample, factor);

    /// <summary>The mean of each cell.</summary>
    /// <param name="factor">S, 1 … 4096.</param>
    /// <exception cref="NetworkException">S is outside its range.</exception>
    public static Pooling Average(int factor) => new(PoolingKind.Average, factor);

    /// <summary>(Pf)[n] = Σ_j α_j f[Sn + j].</summary>
    /// <param name="factor">S, 1 … 64.</param>
    /// <param name="weights">α: S of them on grids of one dimension, S² row by row on those of two.</param>
    /// <exception cref="NetworkException">S or a weight is outside its range.</exception>
    public static Pooling Average(int factor, ReadOnlySpan<double> weights)
    {
        if (factor > 64 || (weights.Length != factor && weights.Length != factor * factor))
            throw new NetworkException($"pooling {factor}: {weights.Length} weights; expected {factor} or its square");
        foreach (double weight in weights)
        {
            if (!double.IsFinite(weight))
                throw new NetworkException($"pooling {factor}: a weight is not finite");
        }
        return new(PoolingKind.Average, factor, weights.ToArray());
    }

    /// <summary>(Pf)[n] = max_j |f[Sn + j]|.</summary>
    /// <param name="factor">S, 1 … 4096.</param>
    /// <exception cref="NetworkException">S is outside its range.</exception>
    public static Pooling Maximum(int factor) => new(PoolingKind.Maximum, factor);

    /// <summary>Reads <c>none</c>, <c>sub:2</c>, <c>average:2</c> or <c>max:2</c>.</summary>
    /// <param name="text">A word, and behind a colon the factor.</param>
    /// <exception cref="NetworkException">None of them; the message names the nearest.</exception>
    public static Pooling Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "none")
            return None;
        string[] parts = text.Split(':');
        if (!s_makers.TryGetValue(parts[0], out Func<int, Pooling>? make))
            throw new NetworkException(
                $"pooling '{text}': {Frames.FrameText.Nearest(parts[0], s_makers.Keys.Append("none"))}");
        return parts.Length == 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int factor)
            ? make(factor)
            : throw new NetworkException($"pooling '{text}': expected a factor, as in {parts[0]}:2");
    }

    private static readonly Dictionary<string, Func<int, Pooling>> s_makers = new(StringComparer.Ordinal)
    {
        ["sub"] = SubSample,
        ["average"] = Average,
        ["max"] = Maximum,
    };

    /// <summary>R, the Lipschitz constant on grids of this many dimensions.</summary>
    public double LipschitzIn(int dimensions) =>
        Kind != PoolingKind.Average ? 1
        : Math.Sqrt(Weights(dimensions).Sum(weight => weight * weight));

    /// <summary>S^{d/2} max|α|, the paper's constant of averaging; otherwise <see cref="LipschitzIn"/>.</summary>
    public double PaperLipschitzIn(int dimensions) =>
        Kind != PoolingKind.Average ? 1
        : Math.Pow(Factor, dimensions / 2.0) * Weights(dimensions).Max(Math.Abs);

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Kind switch
    {
        PoolingKind.None => "none",
        PoolingKind.SubSample => $"sub:{Factor}",
        PoolingKind.Average => $"average:{Factor}",
        _ => $"max:{Factor}",
    };

    /// <summary>Pools a map.</summary>
    /// <param name="grid">The grid, a multiple of the factor.</param>
    /// <param name="map">The samples.</param>
    /// <param name="pooled">Receives the cells.</param>
    public void Apply(GridSize grid, ReadOnlySpan<Complex> map, Span<Complex> pooled)
    {
        GridSize cells = grid.Divide(Factor);
        for (int cell = 0; cell < cells.Count; cell++)
        {
            Complex sum = default;
            switch (Kind)
            {
                case PoolingKind.Maximum:
                    sum = Math.Sqrt(Frames.Atom.Power(map[LargestIn(grid, map, cell)]));
                    break;
                case PoolingKind.Average:
                    for (int j = 0; j < CellCount(grid); j++)
                        sum += Weight(grid, j) * map[Place(grid, cell, j)];
                    break;
                default:
                    sum = map[Place(grid, cell, 0)];
                    break;
            }
            pooled[cell] = sum;
        }
    }

    /// <summary>The derivative at a map applied to a change; the maximum follows its first maximiser.</summary>
    internal void Tangent(GridSize grid, ReadOnlySpan<Complex> map, ReadOnlySpan<Complex> change, Span<Complex> pooled)
    {
        if (Kind != PoolingKind.Maximum)
        {
            Apply(grid, change, pooled);
            return;
        }
        for (int cell = 0; cell < pooled.Length; cell++)
        {
            int at = LargestIn(grid, map, cell);
            pooled[cell] = NonLinearities.NonLinearity.Modulus.Tangent(map[at], change[at]);
        }
    }

    /// <summary>The adjoint of <see cref="Tangent"/>.</summary>
    internal void Cotangent(
        GridSize grid, ReadOnlySpan<Complex> map, ReadOnlySpan<Complex> weight, Span<Complex> result)
    {
        result.Clear();
        for (int cell = 0; cell < weight.Length; cell++)
        {
            if (Kind == PoolingKind.Maximum)
            {
                int at = LargestIn(grid, map, cell);
                result[at] = NonLinearities.NonLinearity.Modulus.Cotangent(map[at], weight[cell]);
                continue;
            }
            int count = Kind == PoolingKind.Average ? CellCount(grid) : 1;
            for (int j = 0; j < count; j++)
                result[Place(grid, cell, j)] = (Kind == PoolingKind.Average ? Weight(grid, j) : 1) * weight[cell];
        }
    }

    /// <summary>α_j on a grid; of the mean unless told otherwise.</summary>
    internal double WeightOf(GridSize grid, int j) => Weight(grid, j);

    private int CellCount(GridSize grid) => grid.Dimensions == 1 ? Factor : Factor * Factor;

    private double Weight(GridSize grid, int j) => _weights is null ? 1.0 / CellCount(grid) : _weights[j];

    private double[] Weights(int dimensions)
    {
        int count = dimensions == 1 ? Factor : Factor * Factor;
        if (_weights is null)
            return [.. Enumerable.Repeat(1.0 / count, count)];
        return _weights.Length == count
            ? _weights
            : throw new NetworkException(
                $"pooling {this}: {_weights.Length} weights for a grid of {dimensions} dimensions; expected {count}");
    }

    private int Place(GridSize grid, int cell, int j)
    {
        (int row, int column) = Math.DivRem(cell, grid.Columns / Factor);
        (int down, int along) = grid.Dimensions == 1 ? (0, j) : Math.DivRem(j, Factor);
        return (((row * (grid.Dimensions == 1 ? 1 : Factor)) + down) * grid.Columns) + (column * Factor) + along;
    }

    private int LargestIn(GridSize grid, ReadOnlySpan<Complex> map, int cell)
    {
        int best = Place(grid, cell, 0);
        for (int j = 1; j < CellCount(grid); j++)
        {
            int at = Place(grid, cell, j);
            if (Frames.Atom.Power(map[at]) > Frames.Atom.Power(map[best]))
                best = at;
        }
        return best;
    }
}
