using Hinge.Core.Randomness;
using static TorchSharp.torch;

namespace Hinge.Scope.Spectra;

/// <summary>
/// The state of the iteration: F V = U B and Fᵀ U = V Bᵀ + Q Gᵀ, with V, Q and U orthonormal, B small and, between
/// restarts, block-bidiagonal.
/// </summary>
/// <remarks>
/// With B = P Σ Wᵀ the Ritz pair (U p, V w, σ) satisfies F v = σ u exactly and Fᵀ u − σ v = Q Gᵀ p, whose length is the
/// residual bound. A restart keeps the best pairs: V ← V W, U ← U P, B ← Σ, G ← Pᵀ G leave both equations true.
/// </remarks>
internal sealed class Bidiagonalisation : IDisposable
{
    private readonly FlatMap _map;
    private readonly int _size, _block;
    private readonly OrthonormalRows _right, _left;
    private readonly Tensor _b, _g;
    private Tensor? _p, _w;
    private double[] _values = [];

    // Vectors in U and in V; V has the block Q behind them.
    private long _count;

    /// <summary>Starts from random vectors.</summary>
    /// <param name="map">F, with no fewer rows than columns.</param>
    /// <param name="size">Basis vectors before a restart; with a block more, fewer than the columns.</param>
    /// <param name="block">Vectors that go through the map together.</param>
    /// <param name="seed">Seed of the start.</param>
    public Bidiagonalisation(FlatMap map, int size, int block, ulong seed)
    {
        RandomStream stream = new RandomStream(seed).Split("lanczos");
        (_map, _size, _block) = (map, size, block);
        _right = new(size + 2 * block, map.Columns, stream.Split("right"));
        _left = new(size + block, map.Rows, stream.Split("left"));
        _b = zeros([size + block, size + block], dtype: ScalarType.Float64).DetachFromDisposeScope();
        _g = zeros([size + block, block], dtype: ScalarType.Float64).DetachFromDisposeScope();
        using DisposeScope scope = NewDisposeScope();
        Tensor start = RandomTensors.Gaussian([block, map.Columns], ScalarType.Float64, stream.Split("start"));
        _right.AppendDirections(start);
    }

    /// <summary>Grows the bases to their full size.</summary>
    public void Grow(CancellationToken cancel)
    {
        while (_count < _size)
        {
            cancel.ThrowIfCancellationRequested();
            using DisposeScope step = NewDisposeScope();
            // F Q = U B's new columns: the coefficients of the orthogonalisation are those columns.
            Tensor forward = _map.Apply(_right.Range(_count, _block));
            Tensor columns = _left.Append(forward);
            _b.narrow(1, _count, _block).narrow(0, 0, _count + _block).copy_(columns.t());

            // Fᵀ U's new columns lie in V but for the part that becomes the next Q.
            Tensor back = _map.ApplyTransposed(_left.Range(_count, _block));
            Tensor coefficients = _right.Append(back);
            _g.zero_();
            _g.narrow(0, _count, _block).copy_(coefficients.narrow(1, _count + _block, _block));
            _count += _block;
        }
    }

    /// <summary>Takes B apart and counts which of the first k pairs have a bound within tolerance · s₁.</summary>
    public int Solve(int k, double tolerance)
    {
        _p?.Dispose();
        _w?.Dispose();
        using DisposeScope scope = NewDisposeScope();
        Tensor b = _b.narrow(0, 0, _count).narrow(1, 0, _count);
        (Tensor p, Tensor s, Tensor wt) = linalg.svd(b, fullMatrices: false);
        _values = s.data<double>().ToArray();
        double[] bounds = p.t().matmul(_g.narrow(0, 0, _count)).norm(dim: 1).data<double>().ToArray();
        _p = p.DetachFromDisposeScope();
        _w = wt.t().contiguous().DetachFromDisposeScope();
        return bounds.Take(k).Count(bound => bound <= tolerance * _values[0]);
    }

    /// <summary>Keeps the best pairs that <see cref="Solve"/> found.</summary>
    public void Restart(int kept)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor p = _p!.narrow(1, 0, kept);
        _right.Combine(_w!.narrow(1, 0, kept));
        _left.Combine(p);
        Tensor g = p.t().matmul(_g.narrow(0, 0, _count));
        _g.zero_();
        _g.narrow(0, 0, kept).copy_(g);
        _b.zero_();
        _b.narrow(0, 0, kept).narrow(1, 0, kept).diagonal().copy_(tensor(_values.AsSpan(0, kept).ToArray()));
        _count = kept;
    }

    /// <summary>The best k pairs that <see cref="Solve"/> found.</summary>
    public Triplets Triplets(int k)
    {
        Tensor left = _p!.narrow(1, 0, k).t().matmul(_left.Range(0, _count));
        Tensor right = _w!.narrow(1, 0, k).t().matmul(_right.Range(0, _count));
        return new(_values[..k], left, right);
    }

    public void Dispose()
    {
        _right.Dispose();
        _left.Dispose();
        _b.Dispose();
        _g.Dispose();
        _p?.Dispose();
        _w?.Dispose();
    }
}
