namespace Hinge.Scope.Spectra;

/// <summary>The largest singular triplets of a linear map: F v_k = s_k u_k, Fᵀ u_k = s_k v_k (spec §8).</summary>
/// <param name="Values">s_k, descending.</param>
/// <param name="Left">u_k, unit vectors of M numbers: eigen-outputs.</param>
/// <param name="Right">v_k, unit vectors of N numbers, their largest entry positive: eigen-inputs.</param>
/// <param name="OutputShape">Shape of an output, for looking at u_k.</param>
/// <param name="InputShape">Shape of an input, for looking at v_k.</param>
public sealed record TruncatedSvd(
    double[] Values, double[][] Left, double[][] Right, IReadOnlyList<long> OutputShape, IReadOnlyList<long> InputShape)
{
    /// <summary>Whether the pair k meets the tolerance, by its bound and by its recomputed residuals.</summary>
    public required bool[] Converged { get; init; }

    /// <summary>‖F v_k − s_k u_k‖ / s₁, computed anew from the result.</summary>
    public required double[] ForwardResiduals { get; init; }

    /// <summary>‖Fᵀ u_k − s_k v_k‖ / s₁, computed anew from the result.</summary>
    public required double[] TransposedResiduals { get; init; }

    /// <summary>‖UᵀU − I‖ (Frobenius).</summary>
    public required double LeftOrthogonality { get; init; }

    /// <summary>‖VᵀV − I‖ (Frobenius).</summary>
    public required double RightOrthogonality { get; init; }

    /// <summary>Times the basis was compressed and grown again.</summary>
    public int Restarts { get; init; }

    /// <summary>Vectors sent through F or Fᵀ to find the triplets.</summary>
    public long Applications { get; init; }

    /// <summary>Vectors sent through F or Fᵀ to recompute the residuals: 2k.</summary>
    public long CheckApplications { get; init; }

    /// <summary>Number of triplets k.</summary>
    public int Count => Values.Length;

    /// <summary>Largest recomputed residual of any pair, relative to s₁.</summary>
    public double Residual => Math.Max(ForwardResiduals.Max(), TransposedResiduals.Max());
}
