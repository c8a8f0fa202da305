using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hinge.Flight.Dynamics;

/// <summary>
/// The equations of motion and their integration in the plain form of the textbook (specification §2.1, §2.4), in any
/// precision. This is the specification that the vector kernels are held to.
/// </summary>
internal static class QuadrotorDynamics
{
    /// <summary>One step: clamp the action, Runge-Kutta of order 4, normalise the attitude, clamp the rotors.</summary>
    /// <param name="c">The drone.</param>
    /// <param name="state">The <see cref="StateRow.Count"/> numbers of a state, changed in place.</param>
    /// <param name="action">One number a rotor; clamped to [-1, 1].</param>
    [SkipLocalsInit]
    public static void Step<T>(in QuadrotorConstants<T> c, Span<T> state, ReadOnlySpan<T> action)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int n = StateRow.Moving;
        state = state[..StateRow.Count];
        Span<T> setpoint = stackalloc T[Drone.RotorCount];
        T two = T.CreateChecked(2), half = T.One / two, h = c.Step;
        for (int i = 0; i < setpoint.Length; i++)
        {
            T clamped = T.Clamp(action[i], -T.One, T.One);
            setpoint[i] = c.CommandMin + ((clamped + T.One) * half * (c.CommandMax - c.CommandMin));
        }

        Span<T> k1 = stackalloc T[n], k2 = stackalloc T[n], k3 = stackalloc T[n], k4 = stackalloc T[n];
        Span<T> stage = stackalloc T[StateRow.Count];
        state.CopyTo(stage);
        Derivative(c, state, setpoint, k1);
        Advance(state, half * h, k1, stage);
        Derivative(c, stage, setpoint, k2);
        Advance(state, half * h, k2, stage);
        Derivative(c, stage, setpoint, k3);
        Advance(state, h, k3, stage);
        Derivative(c, stage, setpoint, k4);
        T sixth = h / T.CreateChecked(6);
        for (int i = 0; i < k1.Length; i++)
            state[i] += sixth * (k1[i] + (two * (k2[i] + k3[i])) + k4[i]);

        Span<T> q = state.Slice(StateRow.Attitude, 4);
        T scale = T.One / T.Sqrt((q[0] * q[0]) + (q[1] * q[1]) + (q[2] * q[2]) + (q[3] * q[3]));
        for (int i = 0; i < q.Length; i++)
            q[i] *= scale;
        Span<T> u = state.Slice(StateRow.Rotors, Drone.RotorCount);
        for (int i = 0; i < u.Length; i++)
            u[i] = T.Clamp(u[i], c.CommandMin, c.CommandMax);
    }

    /// <summary>The time derivative of the moving rows, with the attitude as it is, normalised or not.</summary>
    public static void Derivative<T>(
        in QuadrotorConstants<T> c, ReadOnlySpan<T> state, ReadOnlySpan<T> setpoint, Span<T> derivative)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        state = state[..StateRow.Count];
        derivative = derivative[..StateRow.Moving];
        T two = T.CreateChecked(2), half = T.One / two;
        T fx = T.Zero, fy = T.Zero, fz = T.Zero;
        T tx = state[StateRow.Torque], ty = state[StateRow.Torque + 1], tz = state[StateRow.Torque + 2];
        for (int i = 0; i < Drone.RotorCount; i++)
        {
            ref readonly RotorConstants<T> rotor = ref c.Rotors[i];
            T u = state[StateRow.Rotors + i], s = setpoint[i];
            T thrust = rotor.C0 + (rotor.C1 * u) + (rotor.C2 * u * u);
            fx += thrust * rotor.AxisX;
            fy += thrust * rotor.AxisY;
            fz += thrust * rotor.AxisZ;
            tx += thrust * rotor.LeverX;
            ty += thrust * rotor.LeverY;
            tz += thrust * rotor.LeverZ;
            derivative[StateRow.Rotors + i] = (s - u) * (s >= u ? rotor.RisingRate : rotor.FallingRate);
        }

        derivative[0] = state[StateRow.Velocity];
        derivative[1] = state[StateRow.Velocity + 1];
        derivative[2] = state[StateRow.Velocity + 2];

        T w = state[StateRow.Attitude], x = state[StateRow.Attitude + 1];
        T y = state[StateRow.Attitude + 2], z = state[StateRow.Attitude + 3];
        T ox = state[StateRow.AngularVelocity], oy = state[StateRow.AngularVelocity + 1];
        T oz = state[StateRow.AngularVelocity + 2];
        derivative[StateRow.Attitude] = -half * ((x * ox) + (y * oy) + (z * oz));
        derivative[StateRow.Attitude + 1] = half * ((w * ox) + (y * oz) - (z * oy));
        derivative[StateRow.Attitude + 2] = half * ((w * oy) + (z * ox) - (x * oz));
        derivative[StateRow.Attitude + 3] = half * ((w * oz) + (x * oy) - (y * ox));

        // R(q) F in its polynomial form, which is not orthogonal for a stage's unnormalised q.
        T rx = fx + (two * ((fy * ((x * y) - (w * z))) + (fz * ((x * z) + (w * y))) - (fx * ((y * y) + (z * z)))));
        T ry = fy + (two * ((fx * ((x * y) + (w * z))) + (fz * ((y * z) - (w * x))) - (fy * ((x * x) + (z * z)))));
        T rz = fz + (two * ((fx * ((x * z) - (w * y))) + (fy * ((y * z) + (w * x))) - (fz * ((x * x) + (y * y)))));
        derivative[StateRow.Velocity] = ((rx + state[StateRow.Force]) * c.InverseMass) + c.GravityX;
        derivative[StateRow.Velocity + 1] = ((ry + state[StateRow.Force + 1]) * c.InverseMass) + c.GravityY;
        derivative[StateRow.Velocity + 2] = ((rz + state[StateRow.Force + 2]) * c.InverseMass) + c.GravityZ;

        (T lx, T ly, T lz) = c.Inertia.Times(ox, oy, oz);
        (T ax, T ay, T az) = c.InverseInertia.Times(
            tx - ((oy * lz) - (oz * ly)), ty - ((oz * lx) - (ox * lz)), tz - ((ox * ly) - (oy * lx)));
        derivative[StateRow.AngularVelocity] = ax;
        derivative[StateRow.AngularVelocity + 1] = ay;
        derivative[StateRow.AngularVelocity + 2] = az;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance<T>(ReadOnlySpan<T> state, T time, ReadOnlySpan<T> derivative, Span<T> stage)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < derivative.Length; i++)
            stage[i] = state[i] + (time * derivative[i]);
    }
}
