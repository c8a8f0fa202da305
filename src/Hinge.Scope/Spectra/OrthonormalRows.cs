using Hinge.Core;
using Hinge.Core.Randomness;
using static TorchSharp.torch;

namespace Hinge.Scope.Spectra;

/// <summary>A growing set of orthonormal vectors, kept as the rows of one block of memory.</summary>
/// <remarks>
/// Classical Gram–Schmidt against all rows at once, so that the work is matrix products, and as often as needed but at
/// least twice: "twice is enough" (Giraud, Langou, Rozložník, 2005).
/// </remarks>
internal sealed class OrthonormalRows : IDisposable
{
    private const int MaxPasses = 6;
    private const double KeptLength = 0.5;
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
        _memory = empty([capacity, length], dtype: ScalarType.Float64).DetachFromDisposeScope();
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
    /// <param name="block">[b, length]; overwritten.</param>
    /// <returns>
    /// [b, Count]: a full block, then a lower triangle. A row of the block that lies among the others, to rounding, is
    /// replaced by a random direction whose coefficient is 0.
    /// </returns>
    /// <exception cref="InputException">The block holds infinities or what is not a number.</exception>
    public Tensor Append(Tensor block)
    {
        using DisposeScope scope = NewDisposeScope();
        long size = block.shape[0];
        Tensor rows = Range(0, Count);
        Tensor inside = zeros([size, Count], dtype: ScalarType.Float64);
        Tensor among = eye(size, dtype: ScalarType.Float64);
        _scale = Math.Max(_scale, block.norm(dim: 1).max().ToDouble());
        if (!double.IsFinite(_scale))
            throw new InputException("a product of the map with a vector is not finite");
        // What is left of a vector that lies among the rows is rounding.
        double negligible = Epsilon * Math.Sqrt(block.shape[1]) * _scale;
        bool clean = false;
        for (int pass = 0; pass < 2 || (!clean && pass < MaxPasses); pass++)
        {
            if (Count > 0)
            {
                Tensor part = Project(block, rows);
                inside = inside.addmm(among, part);
            }
            (Tensor triangle, clean) = Normalise(block, pass == 0 ? negligible : 0);
            among = among.matmul(triangle);
        }
        Range(Count, size).copy_(block);
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
        Tensor first = weights.t().matmul(Range(0, combined));
        Tensor behind = Range(combined, tail).clone();
        Range(0, kept).copy_(first);
        Range(kept, tail).copy_(behind);
        Count = kept + tail;
    }

    public void Dispose() => _memory.Dispose();

    // block −= (block · rowsᵀ) · rows. One vector goes through matrix–vector products, which read the rows at the speed
    // of memory.
    private static Tensor Project(Tensor block, Tensor rows)
    {
        if (block.shape[0] > 1)
        {
            Tensor part = block.matmul(rows.t());
            block.addmm_(part, rows, alpha: -1);
            return part;
        }
        Tensor vector = block[0];
        Tensor along = rows.mv(vector);
        vector.addmv_(rows.t(), along, alpha: -1);
        return along.unsqueeze(0);
    }

    // Gram–Schmidt within the block. Clean: no row lost so much length that rounding may have turned it.
    private (Tensor Triangle, bool Clean) Normalise(Tensor block, double negligible)
    {
        long size = block.shape[0];
        double[,] triangle = new double[size, size];
        bool clean = true;
        for (long i = 0; i < size; i++)
        {
            Tensor row = block[i];
            if (i > 0)
            {
                Tensor above = block.narrow(0, 0, i);
                Tensor along = above.mv(row);
                row.addmv_(above.t(), along, alpha: -1);
                double[] coefficients = along.data<double>().ToArray();
                for (long l = 0; l < i; l++)
                    triangle[i, l] = coefficients[l];
            }
            double length = row.norm().ToDouble();
            clean &= length >= KeptLength;
            if (length <= negligible)
                row.copy_(RandomTensors.Gaussian(row.shape, ScalarType.Float64, _replacements));
            else
                triangle[i, i] = length;
            row.div_(row.norm());
        }
        return (tensor(triangle), clean);
    }
}
