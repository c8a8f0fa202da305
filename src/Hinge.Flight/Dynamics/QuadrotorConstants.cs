using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hinge.Flight.Dynamics;

/// <summary>The numbers of a drone that a step needs, without references: it can be copied to any processor.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal struct QuadrotorConstants<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Length of a step in s.</summary>
    public T Step;

    /// <summary>1/m in 1/kg.</summary>
    public T InverseMass;

    /// <summary>Free fall, world axes, in m/s².</summary>
    public T GravityX, GravityY, GravityZ;

    /// <summary>Inertia in kg m².</summary>
    public SymmetricMatrix<T> Inertia;

    /// <summary>Its inverse.</summary>
    public SymmetricMatrix<T> InverseInertia;

    /// <summary>The command range.</summary>
    public T CommandMin, CommandMax;

    /// <summary>The rotors.</summary>
    public RotorBank<T> Rotors;

    /// <summary>The constants of a drone.</summary>
    /// <exception cref="DroneFormatException">The drone does not pass its checks at this step.</exception>
    public static QuadrotorConstants<T> Of(Drone drone, double step)
    {
        ArgumentNullException.ThrowIfNull(drone);
        drone.Check(step);
        QuadrotorConstants<T> constants = new()
        {
            Step = T.CreateChecked(step),
            InverseMass = T.CreateChecked(1 / drone.Mass),
            GravityX = T.CreateChecked(drone.Gravity.X),
            GravityY = T.CreateChecked(drone.Gravity.Y),
            GravityZ = T.CreateChecked(drone.Gravity.Z),
            Inertia = SymmetricMatrix<T>.Of(drone.Inertia),
            InverseInertia = SymmetricMatrix<T>.Of(drone.Inertia.Inverse()),
            CommandMin = T.CreateChecked(drone.Command.Min),
            CommandMax = T.CreateChecked(drone.Command.Max),
        };
        for (int i = 0; i < Drone.RotorCount; i++)
            constants.Rotors[i] = RotorConstants<T>.Of(drone.Rotors[i]);
        return constants;
    }
}

/// <summary>Four rotors in a row.</summary>
[InlineArray(Drone.RotorCount)]
internal struct RotorBank<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private RotorConstants<T> _first;
}

/// <summary>The numbers of a rotor that a step needs.</summary>
internal struct RotorConstants<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Direction of thrust.</summary>
    public T AxisX, AxisY, AxisZ;

    /// <summary>Torque per thrust in m.</summary>
    public T LeverX, LeverY, LeverZ;

    /// <summary>Coefficients of the thrust in N.</summary>
    public T C0, C1, C2;

    /// <summary>1/T of both time constants, in 1/s.</summary>
    public T RisingRate, FallingRate;

    /// <summary>The numbers of a rotor.</summary>
    public static RotorConstants<T> Of(Rotor rotor) => new()
    {
        AxisX = T.CreateChecked(rotor.Axis.X),
        AxisY = T.CreateChecked(rotor.Axis.Y),
        AxisZ = T.CreateChecked(rotor.Axis.Z),
        LeverX = T.CreateChecked(rotor.Lever.X),
        LeverY = T.CreateChecked(rotor.Lever.Y),
        LeverZ = T.CreateChecked(rotor.Lever.Z),
        C0 = T.CreateChecked(rotor.Thrust.X),
        C1 = T.CreateChecked(rotor.Thrust.Y),
        C2 = T.CreateChecked(rotor.Thrust.Z),
        RisingRate = T.CreateChecked(1 / rotor.Rising),
        FallingRate = T.CreateChecked(1 / rotor.Falling),
    };
}

/// <summary>A symmetric 3 x 3 matrix.</summary>
internal struct SymmetricMatrix<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Its elements.</summary>
    public T Xx, Yy, Zz, Xy, Xz, Yz;

    /// <summary>The matrix in this precision.</summary>
    public static SymmetricMatrix<T> Of(InertiaTensor j) => new()
    {
        Xx = T.CreateChecked(j.Xx),
        Yy = T.CreateChecked(j.Yy),
        Zz = T.CreateChecked(j.Zz),
        Xy = T.CreateChecked(j.Xy),
        Xz = T.CreateChecked(j.Xz),
        Yz = T.CreateChecked(j.Yz),
    };

    /// <summary>Matrix times vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly (T X, T Y, T Z) Times(T x, T y, T z) =>
        ((Xx * x) + (Xy * y) + (Xz * z), (Xy * x) + (Yy * y) + (Yz * z), (Xz * x) + (Yz * y) + (Zz * z));
}
