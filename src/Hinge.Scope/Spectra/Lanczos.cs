using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scope.Colouring;
using static TorchSharp.torch;

namespace Hinge.Scope.Spectra;

/// <summary>
/// The largest singular triplets of any linear map by thick-restart Golub–Kahan–Lanczos bidiagonalisation with
/// re-orthogonalisation in double precision, in full on the shorter side, on the longer one as much as keeps its
/// vectors orthonormal too (spec §8).
/// </summary>
/// <remarks>
/// G. H. Golub, W. Kahan, "Calculating the singular values and pseudo-inverse of a matrix", 1965; J. Baglama,
/// L. Reichel, "Augmented implicitly restarted Lanczos bidiagonalization methods", 2005; V. Hernández, J. E. Román,
/// A. Tomás, "A robust and efficient parallel SVD solver based on restarted Lanczos bidiagonalization", 2008.
/// </remarks>
public static class Lanczos
{
    private const int MaxBlock = 64;

    // Where a product is one read of the coefficients, so many vectors share it for little more than one's cost.
    private const int SparseBlock = 8;

    // The bound stops a little inside the tolerance, so that rounding does not put the recomputed residual outside.
    private const double StopEarly = 0.95;

    /// <summary>Finds the k largest singular values and their vectors.</summary>
    /// <param name="map">F; only its products with vectors are used.</param>
    /// <param name="k">Triplets wanted, 1 … min(M, N).</param>
    /// <param name="settings">Tolerance, seed, block size.</param>
    /// <param name="progress">Counts converged pairs, once a restart.</param>
    /// <param name="cancellation">Cancels between applications.</param>
    /// <returns>The triplets with their residuals, computed anew from the result.</returns>
    /// <exception cref="InputException">k or a setting is out of its range.</exception>
    /// <exception cref="SpectrumNotConvergedException">
    /// Some pairs miss the tolerance; it carries all of them.
    /// </exception>
    public static TruncatedSvd Compute(
        ILinearMap map, int k, LanczosSettings? settings = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        settings ??= new();
        Check(map, k, settings);
        using DisposeScope scope = NewDisposeScope();
        // The residual lives on the side of Fᵀ: the smaller one converges sooner.
        bool transposed = map.Columns > map.Rows;
        FlatMap flat = new(map, transposed);
        int block = settings.BlockSize > 0 ? settings.BlockSize : map is SparseMap ? SparseBlock : 1;
        int extra = settings.ExtraVectors > 0
            ? settings.ExtraVectors
            : Math.Max(20, block > 1 ? 2 * k : k / 2);
        // A basis that fills the space costs more than the matrix itself.
        (Triplets found, int restarts) = k + extra + block >= flat.Columns
            ? (Triplets.OfMatrix(flat, k, cancellation), 0)
            : Iterate(flat, k, extra, block, settings, progress, cancellation);
        long applications = flat.Applications;
        TruncatedSvd svd = found.Examine(flat, map, transposed, settings.Tolerance, cancellation) with
        {
            Restarts = restarts,
            Applications = applications,
            CheckApplications = flat.Applications - applications,
        };
        int converged = svd.Converged.Count(good => good);
        progress?.Report(new("singular values", converged, k, $"residual {svd.Residual:E1} s1"));
        return converged == k ? svd : throw new SpectrumNotConvergedException(
            $"{converged} of {k} singular triplets reached {settings.Tolerance:E1} s1 after {restarts} restarts "
            + $"and {applications} applications; the largest residual is {svd.Residual:E1} s1", svd);
    }

    private static (Triplets Found, int Restarts) Iterate(
        FlatMap flat, int k, int extra, int block, LanczosSettings settings, IProgress<RunProgress>? progress,
        CancellationToken cancellation)
    {
        using Bidiagonalisation steps = new(flat, k + extra, block, settings.Seed);
        for (int restarts = 0; ; restarts++)
        {
            steps.Grow(cancellation);
            int converged = steps.Solve(k, StopEarly * settings.Tolerance);
            progress?.Report(new("singular values", converged, k, $"{flat.Applications} applications"));
            if (converged == k || restarts == settings.MaxRestarts)
                return (steps.Triplets(k), restarts);
            steps.Restart(k + extra / 3);
        }
    }

    private static void Check(ILinearMap map, int k, LanczosSettings settings)
    {
        long most = Math.Min(map.Rows, map.Columns);
        if (k < 1 || k > most)
            throw new InputException($"{k} singular values are wanted of a {map.Rows} × {map.Columns} map: 1 … {most}");
        if (map is Interpreter { Samples: > 1 } several)
            throw new InputException($"a spectrum belongs to one sample; {several.Samples} are frozen together");
        if (!(settings.Tolerance > 0 && settings.Tolerance < 1))
            throw new InputException($"the tolerance is {settings.Tolerance}; expected above 0, below 1");
        if (settings.BlockSize is < 0 or > MaxBlock)
            throw new InputException($"the block size is {settings.BlockSize}; expected 1 … {MaxBlock}, or 0");
        if (settings.ExtraVectors < 0 || settings.MaxRestarts < 0)
            throw new InputException("the number of extra vectors and of restarts cannot be negative");
    }
}
