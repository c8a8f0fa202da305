using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hinge.Flight.Simulation;

/// <summary>Which code steps a batch.</summary>
public enum SimulatorPath
{
    /// <summary>One drone at a time: the specification.</summary>
    Scalar,

    /// <summary>Eight drones in an instruction (AVX2 with FMA).</summary>
    Vector256,

    /// <summary>Sixteen drones in an instruction (AVX-512).</summary>
    Vector512,
}

/// <summary>Which of the paths this processor has.</summary>
public static class SimulatorPaths
{
    /// <summary>The widest path that is fast here.</summary>
    public static SimulatorPath Best { get; } =
        IsSupported(SimulatorPath.Vector512) ? SimulatorPath.Vector512
        : IsSupported(SimulatorPath.Vector256) ? SimulatorPath.Vector256
        : SimulatorPath.Scalar;

    /// <summary>Whether a path is fast here; the scalar one always is offered.</summary>
    /// <param name="path">The path.</param>
    public static bool IsSupported(SimulatorPath path) => path switch
    {
        SimulatorPath.Vector512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported,
        SimulatorPath.Vector256 => Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported,
        _ => true,
    };
}
