using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Simulation;

/// <summary>Rows where a kernel keeps what does not fit into registers; aligned, unlike the compiler's own.</summary>
/// <remarks>
/// They are a thread's own and outlive the step: on the stack their place, and with it how they lie in the cache beside
/// the states, would depend on who calls.
/// </remarks>
internal static unsafe class KernelScratch
{
    [ThreadStatic]
    private static AlignedRows? s_rows;

    /// <summary>Thrusts: of each of the four stages, of each rotor.</summary>
    public const int Thrust = 0;

    /// <summary>Rotor states at the end of the step.</summary>
    public const int RotorEnd = Thrust + 16;

    /// <summary>Acceleration of gravity and outer force, then angular acceleration of the outer torque.</summary>
    public const int Outer = RotorEnd + 4;

    /// <summary>What the stages add up to: rows 3 to 12 of a state, then the position.</summary>
    public const int Sum = Outer + 6;

    /// <summary>Position within <see cref="Sum"/>.</summary>
    public const int PositionSum = Sum + StateRow.Rotors - StateRow.Attitude;

    /// <summary>All rows.</summary>
    public const int Count = PositionSum + 3;

    /// <summary>The rows of the calling thread.</summary>
    public static float* OfThread() => (s_rows ??= new(Count * KernelRow.Lanes)).Pointer;
}
