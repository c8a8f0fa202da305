using Hinge.Scope.Colouring;
using static TorchSharp.torch;

namespace Hinge.Scope.Spectra;

/// <summary>
/// A linear map, or its transpose, on flat vectors in double precision, whatever shape and type the map itself wants;
/// counts what goes through.
/// </summary>
internal sealed class FlatMap(ILinearMap map, bool transposed)
{
    public long Rows => transposed ? map.Columns : map.Rows;

    public long Columns => transposed ? map.Rows : map.Columns;

    /// <summary>Vectors sent through so far, in either direction.</summary>
    public long Applications { get; private set; }

    /// <summary>F v. [B, Columns] → [B, Rows].</summary>
    public Tensor Apply(Tensor v) => Send(v, transposed);

    /// <summary>Fᵀ u. [B, Rows] → [B, Columns].</summary>
    public Tensor ApplyTransposed(Tensor u) => Send(u, !transposed);

    /// <summary>The columns of F, one after the other: Fᵀ as [Columns, Rows].</summary>
    public Tensor AllColumns(int batch, CancellationToken cancellation)
    {
        Tensor columns = empty([Columns, Rows], dtype: ScalarType.Float64);
        using Tensor identity = eye(Columns, dtype: ScalarType.Float64);
        for (long first = 0; first < Columns; first += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope step = NewDisposeScope();
            long count = Math.Min(batch, Columns - first);
            columns.narrow(0, first, count).copy_(Apply(identity.narrow(0, first, count)));
        }
        return columns;
    }

    private Tensor Send(Tensor batch, bool back)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        long count = batch.shape[0];
        Applications += count;
        // A sparse map converts by itself.
        Tensor typed = map is SparseMap ? batch : batch.to(map.Type);
        Tensor shaped = typed.reshape([count, .. back ? map.OutputShape : map.InputShape]);
        Tensor result = back ? map.ApplyTransposed(shaped) : map.Apply(shaped);
        // The result is changed in place later; a map may hand back what it was given.
        Tensor flat = Numbers.ToDoubles(result.reshape(count, back ? map.Columns : map.Rows));
        return flat.MoveToOuterDisposeScope();
    }
}
