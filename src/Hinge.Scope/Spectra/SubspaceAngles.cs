using Hinge.Core;
using static TorchSharp.torch;

namespace Hinge.Scope.Spectra;

/// <summary>Principal angles between two subspaces: how far two spectra speak of the same pictures (spec §8).</summary>
/// <remarks>
/// Å. Björck, G. H. Golub, "Numerical methods for computing angles between linear subspaces", 1973: large angles from
/// their cosines, small ones from their sines, so that both keep their digits.
/// </remarks>
public static class SubspaceAngles
{
    /// <summary>The angles between the spans of two sets of vectors.</summary>
    /// <param name="first">Linearly independent vectors of one length.</param>
    /// <param name="second">Linearly independent vectors of the same length; there may be fewer or more.</param>
    /// <returns>As many angles as the smaller set has vectors, in radians, 0 … π/2, ascending.</returns>
    /// <exception cref="InputException">A set is empty, or the lengths differ.</exception>
    public static double[] Between(IReadOnlyList<double[]> first, IReadOnlyList<double[]> second)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = Basis(first), b = Basis(second);
        if (a.shape[0] != b.shape[0])
            throw new InputException($"vectors of {a.shape[0]} and of {b.shape[0]} numbers lie in different spaces");
        // The projection must be of the smaller space for the sines to pair with the cosines.
        if (b.shape[1] > a.shape[1])
            (a, b) = (b, a);
        Tensor inner = a.t().matmul(b);
        double[] cosines = linalg.svdvals(inner).data<double>().ToArray();
        double[] sines = linalg.svdvals(b - a.matmul(inner)).data<double>().ToArray();
        double[] angles = new double[cosines.Length];
        for (int i = 0; i < angles.Length; i++)
        {
            double cosine = Math.Min(1, cosines[i]), sine = Math.Min(1, sines[^(i + 1)]);
            angles[i] = cosine * cosine < 0.5 ? Math.Acos(cosine) : Math.Asin(sine);
        }
        return angles;
    }

    /// <summary>The angles between the eigen-inputs of two spectra.</summary>
    public static double[] BetweenInputs(TruncatedSvd first, TruncatedSvd second) => Between(first.Right, second.Right);

    /// <summary>The angles between the eigen-outputs of two spectra.</summary>
    public static double[] BetweenOutputs(TruncatedSvd first, TruncatedSvd second) => Between(first.Left, second.Left);

    private static Tensor Basis(IReadOnlyList<double[]> vectors)
    {
        if (vectors.Count == 0 || vectors.Any(vector => vector.Length != vectors[0].Length))
            throw new InputException("a subspace is spanned by one or more vectors of one length");
        if (vectors.Count > vectors[0].Length)
            throw new InputException($"{vectors.Count} vectors of {vectors[0].Length} numbers are not independent");
        Tensor rows = stack(vectors.Select(vector => tensor(vector)));
        (Tensor basis, _) = linalg.qr(rows.t());
        return basis;
    }
}
