using System.Numerics;
using System.Runtime.InteropServices;

namespace Hinge.Scattering.Learning;

/// <summary>
/// Rows of the Gaussian kernel exp(-γ|x - y|²) among some samples. The least recently used ones make room for new
/// ones; where the products of all samples are at hand, a row is read off them.
/// </summary>
internal sealed class KernelRows
{
    private readonly FeatureMatrix _samples;
    private readonly int[] _members;
    private readonly float[] _squares;
    private readonly float[]? _products;
    private readonly float _gamma;
    private readonly LinkedList<(int Row, float[] Values)> _recent = new();
    private readonly LinkedListNode<(int Row, float[] Values)>?[] _kept;
    private readonly int _most;

    /// <summary>The kernel of some samples.</summary>
    /// <param name="samples">All samples; only those of <paramref name="members"/> where there are no products.</param>
    /// <param name="members">Places among the products; of the samples, one after the other, where there are none.
    /// </param>
    /// <param name="products">Products of all samples with one another, or null.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="cacheBytes">Bytes of rows kept; two rows at least.</param>
    public KernelRows(FeatureMatrix samples, int[] members, float[]? products, double gamma, long cacheBytes)
    {
        (_members, _products, _gamma) = (members, products, (float)gamma);
        _samples = products is null ? samples.Take(members) : samples;
        _squares = new float[members.Length];
        for (int i = 0; i < members.Length; i++)
            _squares[i] = products is null
                ? RowOperations.Dot<float>(_samples.Row(i), _samples.Row(i))
                : products[((long)members[i] * samples.Rows) + members[i]];
        _kept = new LinkedListNode<(int, float[])>?[members.Length];
        _most = (int)Math.Clamp(cacheBytes / (4L * members.Length), 2, members.Length + 2L);
    }

    /// <summary>Rows.</summary>
    public int Count => _members.Length;

    /// <summary>Rows that had to be computed so far.</summary>
    public int Computed { get; private set; }

    /// <summary>A row; valid until two others were asked for.</summary>
    public float[] this[int row]
    {
        get
        {
            if (_kept[row] is { } known)
            {
                if (known != _recent.First)
                {
                    _recent.Remove(known);
                    _recent.AddFirst(known);
                }
                return known.Value.Values;
            }
            float[] values;
            if (_recent.Count >= _most)
            {
                (int old, values) = _recent.Last!.Value;
                _recent.RemoveLast();
                _kept[old] = null;
            }
            else
            {
                values = new float[Count];
            }
            Compute(row, values);
            _kept[row] = _recent.AddFirst((row, values));
            return values;
        }
    }

    /// <summary>Turns products x·y into exp(-γ(|x|² + |y|² - 2 x·y)).</summary>
    public static void Exponentials(Span<float> products, float square, ReadOnlySpan<float> squares, float gamma)
    {
        int width = Vector<float>.Count, i = 0;
        ref float to = ref MemoryMarshal.GetReference(products), other = ref MemoryMarshal.GetReference(squares);
        for (; i <= products.Length - width; i += width)
        {
            Vector<float> distance = new Vector<float>(square) + Vector.LoadUnsafe(ref other, (nuint)i)
                - (2 * Vector.LoadUnsafe(ref to, (nuint)i));
            Vector.Exp(-gamma * Vector.Max(distance, Vector<float>.Zero)).StoreUnsafe(ref to, (nuint)i);
        }
        for (; i < products.Length; i++)
            products[i] = MathF.Exp(-gamma * MathF.Max(0, square + squares[i] - (2 * products[i])));
    }

    private void Compute(int row, float[] values)
    {
        Computed++;
        if (_products is null)
        {
            ReadOnlySpan<float> own = _samples.Row(row);
            for (int i = 0; i < values.Length; i++)
                values[i] = RowOperations.Dot(own, _samples.Row(i));
        }
        else
        {
            ReadOnlySpan<float> from = _products.AsSpan(checked(_members[row] * _samples.Rows), _samples.Rows);
            for (int i = 0; i < values.Length; i++)
                values[i] = from[_members[i]];
        }
        Exponentials(values, _squares[row], _squares, _gamma);
    }
}
