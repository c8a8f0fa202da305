namespace Hinge.Scope.Spectra;

/// <summary>What a user of <see cref="Lanczos"/> can set.</summary>
public sealed record LanczosSettings
{
    /// <summary>Largest ‖Fᵀu_k − s_k v_k‖ of a wanted pair, relative to s₁; 0 … 1.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>Seed of the start vectors.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Vectors that go through the map together, 1 … 64; 0 takes 8 for a sparse map and 1 for others. Several pay where a
    /// batch costs less than its vectors one by one, though they need more applications in all. Of a singular value that
    /// is repeated exactly, as many copies are sure to be found.
    /// </summary>
    public int BlockSize { get; init; }

    /// <summary>Basis vectors beyond the wanted k; 0 takes max(20, k/2), or max(20, 2 k) for blocks.</summary>
    public int ExtraVectors { get; init; }

    /// <summary>Restarts before giving up.</summary>
    public int MaxRestarts { get; init; } = 300;
}
