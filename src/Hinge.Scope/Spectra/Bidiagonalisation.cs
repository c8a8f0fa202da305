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
/// <para>
/// Only V, the shorter side, is orthogonalised in full at every step; a new U is orthogonalised against those that B
/// couples it with (H. D. Simon, H. Zha, "Low-rank matrix approximation using the Lanczos bidiagonalization process
/// with applications", 2000). What U loses is given back before B is used: U Uᵀ = L Lᵀ for its rows, U ← L⁻¹ U,
/// B ← Lᵀ B, G ← L⁻¹ G is exact, since V is orthonormal. A map on which U loses more than that can mend takes the full
/// way.
/// </para>
/// </remarks>
internal sealed class Bidiagonalisation : IDisposable
{
    // Rows this far from orthonormal still have a well-conditioned L.
    private const double MostLost = 1e-4;

    private readonly FlatMap _map;
    private readonly int _size, _block;
    private readonly OrthonormalRows _right, _left;
    private readonly Tensor _b, _g;
    private Tensor? _p, _w;
    private double[] _values = [];

    // Vectors in U and in V; V has the block Q behind them.
    private long _count;

    // Vectors that the last restart kept, and whether U is orthogonalised in full from here on.
    private long _kept;
    private bool _full;

    // L of U's rows after the last growth; null when they are orthonormal.
    private Tensor? _lower;

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
    public void Grow(CancellationToken cancellation)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor b = _b.clone(), g = _g.clone();
        Steps(cancellation);
        if (_full || Tighten())
            return;
        _full = true;
        _b.copy_(b);
        _g.copy_(g);
        _count = _kept;
        _left.Truncate(_kept);
        _right.Truncate(_kept + _block);
        Steps(cancellation);
    }

    /// <summary>Takes B apart and counts which of the first k pairs have a bound within tolerance · s₁.</summary>
    public int Solve(int k, double tolerance)
    {
        _p?.Dispose();
        _w?.Dispose();
        using DisposeScope scope = NewDisposeScope();
        Tensor b = _b.narrow(0, 0, _count).narrow(1, 0, _count);
        (Tensor p, Tensor s, Tensor wt) = OnOneThread(() => linalg.svd(b, fullMatrices: false));
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
        _left.Combine(OfStored(p));
        Tensor g = p.t().matmul(_g.narrow(0, 0, _count));
        _g.zero_();
        _g.narrow(0, 0, kept).copy_(g);
        _b.zero_();
        _b.narrow(0, 0, kept).narrow(1, 0, kept).diagonal().copy_(tensor(_values.AsSpan(0, kept).ToArray()));
        _count = _kept = kept;
    }

    /// <summary>The best k pairs that <see cref="Solve"/> found.</summary>
    public Triplets Triplets(int k)
    {
        Tensor left = OfStored(_p!.narrow(1, 0, k)).t().matmul(_left.Range(0, _count));
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
        _lower?.Dispose();
    }

    // With matrices this small, threads spend their time waiting for each other.
    private static T OnOneThread<T>(Func<T> algebra)
    {
        int threads = get_num_threads();
        set_num_threads(1);
        try
        {
            return algebra();
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private void Steps(CancellationToken cancellation)
    {
        while (_count < _size)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope step = NewDisposeScope();
            // F Q = U B's new columns: the coefficients of the orthogonalisation are those columns. Q is coupled with
            // the U whose images have a part in Q: all that a restart kept, later the last block.
            long first = _full || _count == _kept ? 0 : _count - _block;
            Tensor forward = _map.Apply(_right.Range(_count, _block));
            Tensor columns = _left.Append(forward, first);
            _b.narrow(1, _count, _block).narrow(0, first, _count + _block - first).copy_(columns.t());

            // Fᵀ U's new columns lie in V but for the part that becomes the next Q.
            Tensor back = _map.ApplyTransposed(_left.Range(_count, _block));
            Tensor coefficients = _right.Append(back);
            _g.zero_();
            _g.narrow(0, _count, _block).copy_(coefficients.narrow(1, _count + _block, _block));
            _count += _block;
        }
    }

    // False when U has lost too much.
    private bool Tighten()
    {
        using DisposeScope scope = NewDisposeScope();
        // What a restart kept is orthonormal; only what came after it can have lost something.
        Tensor fresh = _left.Inner(_kept);
        Tensor gram = eye(_count, dtype: ScalarType.Float64);
        gram.narrow(0, _kept, _count - _kept).copy_(fresh);
        gram.narrow(1, _kept, _count - _kept).copy_(fresh.t());
        double lost = (gram - eye(_count, dtype: ScalarType.Float64)).abs().max().ToDouble();
        if (!(lost <= MostLost))
            return false;
        Tensor lower = OnOneThread(() => linalg.cholesky(gram));
        Tensor b = _b.narrow(0, 0, _count).narrow(1, 0, _count), g = _g.narrow(0, 0, _count);
        b.copy_(OnOneThread(() => lower.t().matmul(b)));
        g.copy_(OnOneThread(() => linalg.solve_triangular(lower, g, upper: false)));
        _lower?.Dispose();
        _lower = lower.DetachFromDisposeScope();
        return true;
    }

    // Combinations of the orthonormal L⁻¹ U as combinations of the U that is stored.
    private Tensor OfStored(Tensor weights) =>
        _lower is null || _full
            ? weights
            : OnOneThread(() => linalg.solve_triangular(_lower.t(), weights, upper: true));
}
