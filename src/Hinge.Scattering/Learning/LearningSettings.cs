namespace Hinge.Scattering.Learning;

/// <summary>How a classifier is learned; what does not concern it is passed over.</summary>
public sealed record LearningSettings
{
    /// <summary>Principal directions a class; null to choose from 0, 20, …, 280 on the last fifth.</summary>
    public int? Dimension { get; init; }

    /// <summary>λ of ridge regression; null to choose from 1, 10, …, 10⁵ on the last fifth.</summary>
    public double? Lambda { get; init; }

    /// <summary>Cost of an error; null for 16 with the Gaussian kernel, 0.001 in the linear machine.</summary>
    public double? Cost { get; init; }

    /// <summary>γ of exp(-γ|x - y|²), times the number of features of the original matrix; 0.25 by default.</summary>
    public double Gamma { get; init; } = 0.25;

    /// <summary>Bytes of kernel rows that are kept.</summary>
    public long CacheBytes { get; init; } = 1L << 29;

    /// <summary>Seed of the order in which the linear machine looks at samples.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; results do not depend on them.</summary>
    public int Threads { get; init; } = 1;
}
