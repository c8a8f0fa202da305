namespace Hinge.Scope.Spectra;

/// <summary>What a user of <see cref="Lanczos"/> can set.</summary>
public sealed record LanczosSettings
{
    /// <summary>Largest ‖Fᵀu_k − s_k v_k‖ of a wanted pair, relative to s₁; 0 … 1.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>Seed of the start vectors.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Vectors that go through the map together, 1 … 64; 0 takes 4 for a sparse map, whose products then share one read of
    /// the coefficients, and 1 for any other. 4 to 8 also pay for a replayed network, whose batches are cheap. A block
    /// needs more applications in all than single vectors do. Of a singular value that is repeated exactly, as many copies
    /// are sure to be found.
    /// </summary>
    public int BlockSize { get; init; }

    /// <summary>Basis vectors beyond the wanted k; 0 takes max(20, k/2), or max(20, k) for blocks.</summary>
    public int ExtraVectors { get; init; }

    /// <summary>Restarts before giving up.</summary>
    public int MaxRestarts { get; init; } = 300;
}
