using Hinge.Core;
using static TorchSharp.torch;

namespace Hinge.Scope.Spectra;

/// <summary>A linear map given by its matrix.</summary>
public sealed class DenseMap : ILinearMap, IDisposable
{
    /// <summary>The map of a matrix.</summary>
    /// <param name="matrix">F, [M, N], floating point; copied.</param>
    /// <param name="inputShape">Shape of an input; [N] when null.</param>
    /// <param name="outputShape">Shape of an output; [M] when null.</param>
    /// <exception cref="InputException">Not a matrix, or a shape of another size.</exception>
    public DenseMap(Tensor matrix, IReadOnlyList<long>? inputShape = null, IReadOnlyList<long>? outputShape = null)
    {
        if (matrix.dim() != 2 || !matrix.is_floating_point())
            throw new InputException(
                $"a floating-point matrix [M, N] is expected, found {matrix.dtype} {Shape(matrix)}");
        InputShape = inputShape ?? [matrix.shape[1]];
        OutputShape = outputShape ?? [matrix.shape[0]];
        if (Size(InputShape) != matrix.shape[1] || Size(OutputShape) != matrix.shape[0])
        {
            throw new InputException(
                $"outputs [{string.Join(", ", OutputShape)}] and inputs [{string.Join(", ", InputShape)}] "
                + $"do not fit a matrix {Shape(matrix)}");
        }
        Matrix = matrix.detach().clone().DetachFromDisposeScope();
    }

    private DenseMap(Tensor matrix, ILinearMap map)
    {
        Matrix = matrix;
        InputShape = map.InputShape;
        OutputShape = map.OutputShape;
    }

    /// <summary>F, [M, N]. Owned by the map.</summary>
    public Tensor Matrix { get; }

    /// <inheritdoc/>
    public long Rows => Matrix.shape[0];

    /// <inheritdoc/>
    public long Columns => Matrix.shape[1];

    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape { get; }

    /// <inheritdoc/>
    public IReadOnlyList<long> OutputShape { get; }

    /// <inheritdoc/>
    public ScalarType Type => Matrix.dtype;

    /// <summary>Writes a map out as a matrix in double precision, from whichever side has fewer vectors.</summary>
    /// <param name="map">The map; M·N doubles must fit in memory.</param>
    /// <param name="batch">Vectors that go through the map together.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    public static DenseMap Of(ILinearMap map, int batch = 32, CancellationToken cancellation = default)
    {
        using DisposeScope scope = NewDisposeScope();
        bool byRows = map.Rows < map.Columns;
        Tensor matrix = new FlatMap(map, byRows).AllColumns(batch, cancellation);
        Tensor whole = byRows ? matrix : matrix.t().contiguous();
        return new(whole.DetachFromDisposeScope(), map);
    }

    /// <inheritdoc/>
    public Tensor Apply(Tensor v) => Multiply(v, Columns, OutputShape, transposed: false);

    /// <inheritdoc/>
    public Tensor ApplyTransposed(Tensor u) => Multiply(u, Rows, InputShape, transposed: true);

    /// <inheritdoc/>
    public void Dispose() => Matrix.Dispose();

    private Tensor Multiply(Tensor batch, long size, IReadOnlyList<long> result, bool transposed)
    {
        using DisposeScope scope = NewDisposeScope();
        if (batch.dim() < 2 || batch.shape[0] * size != batch.numel())
            throw new InputException($"a batch of vectors of {size} numbers is expected, found {Shape(batch)}");
        Tensor flat = batch.reshape(batch.shape[0], size);
        Tensor product = flat.matmul(transposed ? Matrix : Matrix.t());
        return product.reshape([batch.shape[0], .. result]).MoveToOuterDisposeScope();
    }

    private static long Size(IReadOnlyList<long> shape) => shape.Aggregate(1L, (product, size) => product * size);

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
