using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Hinge.Scope.Spectra;

/// <summary>Singular triplets of a flat map before they are examined.</summary>
/// <param name="Values">s_k, descending.</param>
/// <param name="Left">[k, Rows].</param>
/// <param name="Right">[k, Columns].</param>
internal sealed record Triplets(double[] Values, Tensor Left, Tensor Right)
{
    private const int Batch = 8;

    /// <summary>Writes the matrix out and takes it apart densely.</summary>
    public static Triplets OfMatrix(FlatMap map, int k, CancellationToken cancellation)
    {
        Tensor columns = map.AllColumns(Batch, cancellation);
        (Tensor right, Tensor values, Tensor left) = linalg.svd(columns, fullMatrices: false);
        return new(
            values.narrow(0, 0, k).data<double>().ToArray(),
            left.narrow(0, 0, k).contiguous(),
            right.narrow(1, 0, k).t().contiguous());
    }

    /// <summary>Fixes the signs and measures everything anew with the map itself.</summary>
    /// <param name="flat">The flat map that the triplets are of.</param>
    /// <param name="map">The map that was asked about.</param>
    /// <param name="transposed">Whether the flat map is its transpose.</param>
    /// <param name="tolerance">Residual up to which a pair counts as converged, relative to s₁.</param>
    /// <param name="cancellation">Cancels between applications.</param>
    public TruncatedSvd Examine(
        FlatMap flat, ILinearMap map, bool transposed, double tolerance, CancellationToken cancellation)
    {
        (Tensor outputs, Tensor inputs) = transposed ? (Right, Left) : (Left, Right);
        FixSigns(outputs, inputs);
        double[] forward = Residuals(Right, Left, flat.Apply, cancellation);
        double[] back = Residuals(Left, Right, flat.ApplyTransposed, cancellation);
        (double[] ofMap, double[] ofTranspose) = transposed ? (back, forward) : (forward, back);
        return new(Values, Vectors(outputs), Vectors(inputs), map.OutputShape, map.InputShape)
        {
            Converged = [.. forward.Zip(back, (one, other) => one <= tolerance && other <= tolerance)],
            ForwardResiduals = ofMap,
            TransposedResiduals = ofTranspose,
            LeftOrthogonality = Orthogonality(outputs),
            RightOrthogonality = Orthogonality(inputs),
        };
    }

    // ‖A from_k − s_k to_k‖ / s₁.
    private double[] Residuals(Tensor from, Tensor to, Func<Tensor, Tensor> apply, CancellationToken cancellation)
    {
        double[] lengths = new double[Values.Length];
        for (int first = 0; first < lengths.Length; first += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope step = NewDisposeScope();
            int count = Math.Min(Batch, lengths.Length - first);
            Tensor image = apply(from.narrow(0, first, count));
            RowProducts.Rows images = new(image), expected = new(to.narrow(0, first, count));
            for (int i = 0; i < count; i++)
            {
                Span<double> difference = images[i];
                TensorPrimitives.MultiplyAdd(expected[i], -Values[first + i], difference, difference);
                lengths[first + i] = Math.Sqrt(TensorPrimitives.Dot<double>(difference, difference));
            }
        }
        // The zero map has no scale of its own, and no residual either.
        double scale = Values[0] > 0 ? Values[0] : 1;
        return [.. lengths.Select(length => length / scale)];
    }

    private static void FixSigns(Tensor outputs, Tensor inputs)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor largest = inputs.abs().argmax(1, keepdim: true);
        Tensor sign = inputs.gather(1, largest).sign();
        inputs.mul_(sign);
        outputs.mul_(sign);
    }

    private static double Orthogonality(Tensor vectors)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor gram = vectors.matmul(vectors.t());
        return (gram - eye(vectors.shape[0], dtype: ScalarType.Float64)).norm().ToDouble();
    }

    private static double[][] Vectors(Tensor rows)
    {
        double[][] vectors = new double[rows.shape[0]][];
        for (int i = 0; i < vectors.Length; i++)
        {
            using Tensor row = rows[i];
            vectors[i] = row.data<double>().ToArray();
        }
        return vectors;
    }
}
