using static TorchSharp.torch;

namespace Hinge.Scope;

/// <summary>A linear map F known by what it does, with its transpose.</summary>
public interface ILinearMap
{
    /// <summary>Number of outputs M.</summary>
    long Rows { get; }

    /// <summary>Number of inputs N.</summary>
    long Columns { get; }

    /// <summary>Shape of one input without the batch axis; its product is <see cref="Columns"/>.</summary>
    IReadOnlyList<long> InputShape => [Columns];

    /// <summary>Shape of one output without the batch axis; its product is <see cref="Rows"/>.</summary>
    IReadOnlyList<long> OutputShape => [Rows];

    /// <summary>The floating-point type that vectors are handed over in.</summary>
    ScalarType Type => ScalarType.Float32;

    /// <summary>F v for B vectors at once.</summary>
    /// <param name="v">[B, …input].</param>
    /// <returns>[B, …output], owned by the caller.</returns>
    Tensor Apply(Tensor v);

    /// <summary>Fᵀ u for B vectors at once.</summary>
    /// <param name="u">[B, …output].</param>
    /// <returns>[B, …input], owned by the caller.</returns>
    Tensor ApplyTransposed(Tensor u);

    /// <summary>Several rows of F.</summary>
    /// <param name="outputs">Flat indices of outputs.</param>
    /// <returns>[count, …input], owned by the caller.</returns>
    Tensor RowsAt(params ReadOnlySpan<long> outputs)
    {
        using Tensor seeds = Seeds(outputs, OutputShape);
        return ApplyTransposed(seeds);
    }

    /// <summary>Several columns of F.</summary>
    /// <param name="inputs">Flat indices of inputs.</param>
    /// <returns>[count, …output], owned by the caller.</returns>
    Tensor ColumnsAt(params ReadOnlySpan<long> inputs)
    {
        using Tensor seeds = Seeds(inputs, InputShape);
        return Apply(seeds);
    }

    private Tensor Seeds(ReadOnlySpan<long> indices, IReadOnlyList<long> shape)
    {
        using DisposeScope scope = NewDisposeScope();
        long size = shape.Aggregate(1L, (product, extent) => product * extent);
        Tensor nothing = zeros([indices.Length, size], dtype: Type);
        Tensor at = tensor(indices.ToArray(), [indices.Length, 1]);
        Tensor seeds = nothing.scatter(1, at, ones([indices.Length, 1], dtype: Type));
        return seeds.reshape([indices.Length, .. shape]).MoveToOuterDisposeScope();
    }
}
