using Hinge.Core.Randomness;
using Hinge.Core.Runs;
using Hinge.Scope.Spectra;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Spectra;

/// <summary>Matrices with a known spectrum between random orthonormal vectors.</summary>
internal static class SpectrumMatrix
{
    /// <summary>A = U diag(values) Vᵀ, [rows, columns], double.</summary>
    public static Tensor With(double[] values, long rows, long columns, ulong seed)
    {
        using DisposeScope scope = NewDisposeScope();
        RandomStream stream = new(seed);
        Tensor u = Orthonormal(rows, values.Length, stream.Split("left"));
        Tensor v = Orthonormal(columns, values.Length, stream.Split("right"));
        return (u * tensor(values)).matmul(v.t()).MoveToOuterDisposeScope();
    }

    /// <summary>Orthonormal columns, [length, count].</summary>
    public static Tensor Orthonormal(long length, long count, RandomStream stream)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor random = RandomTensors.Gaussian([length, count], ScalarType.Float64, stream);
        return linalg.qr(random).Q.MoveToOuterDisposeScope();
    }

    /// <summary>Lanczos under the running test's cancellation.</summary>
    public static TruncatedSvd Svd(
        ILinearMap map, int k, LanczosSettings? settings = null, IProgress<RunProgress>? progress = null) =>
        Lanczos.Compute(map, k, settings, progress, TestContext.Current.CancellationToken);
}
