using Hinge.Core;
using Hinge.Core.Randomness;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Hinge.Scope.Spectra;

/// <summary>A growing set of orthonormal vectors, kept as rows of one block of memory.</summary>
/// <remarks>
/// Classical Gram–Schmidt against all rows at once, first against the latest rows alone: in a Lanczos process they take
/// all that a vector loses but rounding, so that one pass over all rows then is the second. It is repeated while a
/// vector loses length in it: "twice is enough" (Giraud, Langou, Rozložník, 2005; J. W. Daniel et al., 1976, for the
/// test).
/// </remarks>
internal sealed class OrthonormalRows : IDisposable
{
    private const int MaxPasses = 6;
    private const double KeptLength = 0.7;
    // Rows that keep this share of their length beside those before them are told apart well enough by their Gram matrix.
    private const double Distinct = 1e-3;
    private const double Epsilon = 2.220446049250313e-16;

    private readonly Tensor _memory;
    private readonly RandomStream _replacements;
    private double _scale;

    /// <summary>An empty set.</summary>
    /// <param name="capacity">Rows there may be; fewer than <paramref name="length"/>.</param>
    /// <param name="length">Numbers in a row.</param>
    /// <param name="replacements">Gives a direction where a block has none of its own.</param>
    public OrthonormalRows(long capacity, long length, RandomStream replacements)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor spread = empty([capacity, RowProducts.Stride(length)], dtype: ScalarType.Float64);
        _memory = spread.narrow(1, 0, length).DetachFromDisposeScope();
        _replacements = replacements;
    }

    public long Count { get; private set; }

    /// <summary>Some of the rows, as a view.</summary>
    public Tensor Range(long first, long count) => _memory.narrow(0, first, count);

    /// <summary>Appends orthonormal rows that span the block, whose own length means nothing.</summary>
    /// <param name="block">[b, length]; overwritten.</param>
    public void AppendDirections(Tensor block)
    {
        double scale = _scale;
        Append(block).Dispose();
        _scale = scale;
    }

    /// <summary>Appends as many rows as the block has, so that block = coefficients · rows.</summary>
    /// <param name="block">[b, length], contiguous; overwritten.</param>
    /// <param name="first">
    /// The first row to be orthogonal to; the block is taken as orthogonal to those before it.
    /// </param>
    /// <returns>
    /// [b, Count − first]: a full block, then a lower triangle. A row of the block that lies among the others, to
    /// rounding, is replaced by a random direction whose coefficient is 0.
    /// </returns>
    /// <exception cref="InputException">The block holds infinities or what is not a number.</exception>
    public Tensor Append(Tensor block, long first = 0)
    {
        using DisposeScope scope = NewDisposeScope();
        long size = block.shape[0], others = Count - first;
        RowProducts.Rows vectors = new(block);
        Tensor inside = zeros([size, others], dtype: ScalarType.Float64);
        Tensor among = eye(size, dtype: ScalarType.Float64);
        for (long i = 0; i < size; i++)
            _scale = Math.Max(_scale, Length(vectors[i]));
        if (!double.IsFinite(_scale))
            throw new InputException("a product of the map with a vector is not finite");
        // What is left of a vector that lies among the rows is rounding.
        double negligible = Epsilon * Math.Sqrt(block.shape[1]) * _scale;
        bool clean = false;
        for (int pass = 0; pass < 2 || (!clean && pass < MaxPasses); pass++)
        {
            long from = pass == 0 ? Math.Max(first, Count - size) : first;
            if (from < Count)
            {
                RowProducts.Rows rows = new(Range(from, Count - from));
                double[] part = RowProducts.Inner(rows, vectors);
                Tensor known = inside.narrow(1, from - first, Count - from);
                known.copy_(known.addmm(among, tensor(part, [size, Count - from])));
                TensorPrimitives.Negate(part, part);
                RowProducts.Add(rows, part, vectors);
            }
            (Tensor triangle, clean) = Normalise(vectors, pass < 2 ? negligible : 0);
            // Rows have length 1 from here on, and what is negligible grows with them.
            if (pass == 0)
                negligible /= Shortest(triangle, _scale);
            among = among.matmul(triangle);
        }
        RowProducts.Rows places = new(Range(Count, size));
        for (long i = 0; i < size; i++)
            vectors[i].CopyTo(places[i]);
        Count += size;
        return cat([inside, among], 1).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Replaces the first rows by combinations of them, followed by the rows that were behind them.
    /// </summary>
    /// <param name="weights">[c, k]: column j makes new row j of the first c rows.</param>
    public void Combine(Tensor weights)
    {
        using DisposeScope scope = NewDisposeScope();
        long combined = weights.shape[0], kept = weights.shape[1], tail = Count - combined;
        RowProducts.Combine(new(Range(0, combined)), weights.t().contiguous().data<double>().ToArray());
        RowProducts.Rows rows = new(_memory);
        for (long i = 0; i < tail && kept < combined; i++)
            rows[combined + i].CopyTo(rows[kept + i]);
        Count = kept + tail;
    }

    /// <summary>
    /// Inner products of the rows from <paramref name="first"/> on with all rows. [Count − first, Count].
    /// </summary>
    public Tensor Inner(long first) => tensor(
        RowProducts.Inner(new(Range(0, Count)), new(Range(first, Count - first))), [Count - first, Count]);

    /// <summary>Forgets all but the first rows.</summary>
    public void Truncate(long count) => Count = count;

    public void Dispose() => _memory.Dispose();

    // The block as a lower triangle times orthonormal rows, which replace it. Clean: no row lost so much length that
    // rounding may have turned it.
    private (Tensor Triangle, bool Clean) Normalise(in RowProducts.Rows block, double negligible) =>
        (block.Count > 1 ? ByCholesky(block, negligible) : null) ?? ByGramSchmidt(block, negligible);

    // L of the Gram matrix L Lᵀ, the block as L⁻¹ block: one pass over long rows where Gram–Schmidt takes one for every
    // pair. Null where rows are too close to each other's span, or short.
    private static (Tensor Triangle, bool Clean)? ByCholesky(in RowProducts.Rows block, double negligible)
    {
        int size = (int)block.Count;
        double[] gram = RowProducts.Inner(block, block), inverse = new double[size * size];
        double[,] lower = new double[size, size];
        bool clean = true;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = gram[i * size + j];
                for (int l = 0; l < j; l++)
                    sum -= lower[i, l] * lower[j, l];
                lower[i, j] = i == j ? Math.Sqrt(Math.Max(0, sum)) : sum / lower[j, j];
            }
            double length = lower[i, i];
            if (!(length > Distinct * Math.Sqrt(gram[i * size + i])) || length <= negligible)
                return null;
            clean &= length >= KeptLength;
            for (int j = 0; j < i; j++)
            {
                double sum = 0;
                for (int l = j; l < i; l++)
                    sum -= lower[i, l] * inverse[l * size + j];
                inverse[i * size + j] = sum / length;
            }
            inverse[i * size + i] = 1 / length;
        }
        RowProducts.Combine(block, inverse);
        return (tensor(lower), clean);
    }

    private (Tensor Triangle, bool Clean) ByGramSchmidt(in RowProducts.Rows block, double negligible)
    {
        long size = block.Count;
        double[,] triangle = new double[size, size];
        bool clean = true;
        for (long i = 0; i < size; i++)
        {
            Span<double> row = block[i];
            for (long l = 0; l < i; l++)
            {
                triangle[i, l] = TensorPrimitives.Dot<double>(block[l], row);
                TensorPrimitives.MultiplyAdd(block[l], -triangle[i, l], row, row);
            }
            double length = Length(row);
            clean &= length >= KeptLength;
            if (length <= negligible)
            {
                _replacements.FillGaussian(row);
                length = Length(row);
            }
            else
            {
                triangle[i, i] = length;
            }
            TensorPrimitives.Divide(row, length, row);
        }
        return (tensor(triangle), clean);
    }

    private static double Shortest(Tensor triangle, double otherwise)
    {
        double[] lengths = triangle.diagonal().contiguous().data<double>().ToArray();
        return lengths.Where(length => length > 0).DefaultIfEmpty(otherwise > 0 ? otherwise : 1).Min();
    }

    private static double Length(ReadOnlySpan<double> row) => Math.Sqrt(TensorPrimitives.Dot(row, row));
}
