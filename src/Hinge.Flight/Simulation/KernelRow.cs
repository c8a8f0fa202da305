namespace Hinge.Flight.Simulation;

/// <summary>
/// Where the constants of <see cref="KernelConstants"/> lie: each fills a row, the same number in every lane, so that a
/// kernel reads them as operands from the first cache instead of holding them in registers.
/// </summary>
internal static class KernelRow
{
    /// <summary>Drones in a block, and floats in a row.</summary>
    public const int Lanes = 16;

    /// <summary>For each rotor: minus the four factors of the rising lag, minus the four of the falling lag.</summary>
    public const int Lag = 0;

    /// <summary>Within a rotor: c0, c1, c2 of the thrust.</summary>
    public const int Thrust = 8;

    /// <summary>Rows of a rotor.</summary>
    public const int RotorRows = 11;

    /// <summary>Angular acceleration about x of one newton of each rotor: four rows.</summary>
    public const int LeverX = 4 * RotorRows;

    /// <summary>About y.</summary>
    public const int LeverY = LeverX + 4;

    /// <summary>About z.</summary>
    public const int LeverZ = LeverY + 4;

    /// <summary>Twice the acceleration along body x of one newton of each rotor: four rows.</summary>
    public const int AxisX = LeverZ + 4;

    /// <summary>Along y.</summary>
    public const int AxisY = AxisX + 4;

    /// <summary>Along z; where all rotors are level, the first of these is 2/m for all.</summary>
    public const int AxisZ = AxisY + 4;

    /// <summary>
    /// -J⁻¹(ω × Jω) as a form in yz, zx, xy, y²-z², x²-y²: three rows of the matrix, five constants each.
    /// </summary>
    public const int Gyro = AxisZ + 4;

    /// <summary>J⁻¹: xx, yy, zz, xy, xz, yz.</summary>
    public const int InverseInertia = Gyro + 15;

    /// <summary>1/m, then gravity x, y, z.</summary>
    public const int InverseMass = InverseInertia + 6;

    /// <summary>Half the width of the command range, its middle, its least and its greatest value.</summary>
    public const int Command = InverseMass + 4;

    /// <summary>Time to the next stage: dt/2, dt/2, dt.</summary>
    public const int Time = Command + 4;

    /// <summary>Half of that: the attitude's rates are kept doubled.</summary>
    public const int HalfTime = Time + 3;

    /// <summary>Weight of each stage in the result: dt/6, dt/3, dt/3, dt/6.</summary>
    public const int Weight = HalfTime + 3;

    /// <summary>Half of that.</summary>
    public const int HalfWeight = Weight + 4;

    /// <summary>dt, then dt²/6.</summary>
    public const int Step = HalfWeight + 4;

    /// <summary>Bounds of position, velocity and angular velocity.</summary>
    public const int Bounds = Step + 2;

    /// <summary>All rows.</summary>
    public const int Count = Bounds + 3;
}
