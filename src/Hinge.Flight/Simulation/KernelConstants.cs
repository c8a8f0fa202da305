using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Simulation;

/// <summary>What a kernel needs of a drone and a task, worked out once in double precision.</summary>
internal sealed unsafe class KernelConstants
{
    private readonly AlignedRows _rows = new(KernelRow.Count * KernelRow.Lanes);

    /// <summary>The constants.</summary>
    public KernelConstants(Drone drone, double step, Termination termination)
    {
        InertiaTensor inverse = drone.Inertia.Inverse();
        IsLevel = drone.Inertia.IsDiagonal && drone.Rotors.All(rotor => rotor.Axis == new Vector3D(0, 0, 1));
        for (int i = 0; i < Drone.RotorCount; i++)
        {
            Rotor rotor = drone.Rotors[i];
            int row = KernelRow.RotorRows * i;
            SetLag(row + KernelRow.Lag, step / rotor.Rising);
            SetLag(row + KernelRow.Lag + 4, step / rotor.Falling);
            Set(row + KernelRow.Thrust, rotor.Thrust.X, rotor.Thrust.Y, rotor.Thrust.Z);
            Vector3D lever = inverse * rotor.Lever, axis = 2 / drone.Mass * rotor.Axis;
            Set(KernelRow.LeverX + i, lever.X);
            Set(KernelRow.LeverY + i, lever.Y);
            Set(KernelRow.LeverZ + i, lever.Z);
            Set(KernelRow.AxisX + i, axis.X);
            Set(KernelRow.AxisY + i, axis.Y);
            Set(KernelRow.AxisZ + i, axis.Z);
        }
        SetGyro(drone.Inertia, inverse);
        Set(KernelRow.InverseInertia, inverse.Xx, inverse.Yy, inverse.Zz, inverse.Xy, inverse.Xz, inverse.Yz);
        Set(KernelRow.InverseMass, 1 / drone.Mass, drone.Gravity.X, drone.Gravity.Y, drone.Gravity.Z);
        (double min, double max) = (drone.Command.Min, drone.Command.Max);
        Set(KernelRow.Command, (max - min) / 2, (max + min) / 2, min, max);
        Set(KernelRow.Time, step / 2, step / 2, step);
        Set(KernelRow.HalfTime, step / 4, step / 4, step / 2);
        Set(KernelRow.Weight, step / 6, step / 3, step / 3, step / 6);
        Set(KernelRow.HalfWeight, step / 12, step / 6, step / 6, step / 12);
        Set(KernelRow.Step, step, step * step / 6);
        Set(KernelRow.Bounds, termination.Position, termination.Velocity, termination.AngularVelocity);
    }

    /// <summary>Whether all thrusts point along z and the body axes are the principal ones.</summary>
    public bool IsLevel { get; }

    /// <summary>The rows of <see cref="KernelRow"/>.</summary>
    public float* Pointer => _rows.Pointer;

    // Runge-Kutta of order 4 on u' = (s - u)/T in closed form, specification §2.4; x = dt/T.
    private void SetLag(int row, double x)
    {
        double c2 = 1 - (x / 2), c3 = 1 - (x / 2 * c2), c4 = 1 - (x * c3);
        double end = 1 - (x / 6 * (1 + (2 * c2) + (2 * c3) + c4));
        Set(row, -c2, -c3, -c4, -end);
    }

    private void SetGyro(InertiaTensor j, InertiaTensor inverse)
    {
        // Columns of ω × Jω, over yz, zx, xy, y²-z², x²-y².
        Vector3D[] columns =
        [
            new(j.Zz - j.Yy, j.Xy, -j.Xz),
            new(-j.Xy, j.Xx - j.Zz, j.Yz),
            new(j.Xz, -j.Yz, j.Yy - j.Xx),
            new(j.Yz, -j.Xz, 0),
            new(0, -j.Xz, j.Xy),
        ];
        for (int k = 0; k < columns.Length; k++)
        {
            Vector3D column = -1 * (inverse * columns[k]);
            Set(KernelRow.Gyro + k, column.X);
            Set(KernelRow.Gyro + 5 + k, column.Y);
            Set(KernelRow.Gyro + 10 + k, column.Z);
        }
    }

    private void Set(int row, params ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
            _rows.Span.Slice((row + i) * KernelRow.Lanes, KernelRow.Lanes).Fill((float)values[i]);
    }
}

/// <summary>The kernel of drones with all thrusts along z and principal body axes.</summary>
internal readonly struct LevelShape;

/// <summary>The kernel of any drone.</summary>
internal readonly struct GeneralShape;
