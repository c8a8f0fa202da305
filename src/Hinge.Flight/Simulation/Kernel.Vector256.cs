using System.Runtime.CompilerServices;
using Hinge.Flight.Dynamics;
using F = System.Runtime.Intrinsics.Vector256<float>;
using V = System.Runtime.Intrinsics.Vector256;

namespace Hinge.Flight.Simulation;

/// <summary>Steps blocks of drones, 8 in an instruction (specification §7).</summary>
internal static unsafe class KernelVector256
{
    // The twin of KernelVector512, which differs by the width alone. One generic kernel over an interface of
    // vectors made 49 M steps a second of 134 M, and 7 M of 90 M in the general shape: the compiler gives up on so
    // many of its calls.
    private const int Lanes = 8, Row = KernelRow.Lanes;

    /// <summary>
    /// One step of §2.4 for whole blocks: the same as <see cref="QuadrotorDynamics.Step"/>, with the rotor lag in
    /// closed form and the position from the accelerations. All rows are aligned to 64 bytes.
    /// </summary>
    /// <param name="state"><see cref="StateRow.Count"/> rows of 16 a block; changed.</param>
    /// <param name="actions">Four rows of 16 a block.</param>
    /// <param name="lost">Receives a bit a drone: out of bounds after the step, or NaN.</param>
    /// <param name="blocks">How many.</param>
    /// <param name="c">Rows of <see cref="KernelRow"/>.</param>
    /// <param name="scratch">Rows of <see cref="KernelScratch"/>; overwritten.</param>
    /// <typeparam name="TShape"><see cref="LevelShape"/> or <see cref="GeneralShape"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step<TShape>(
        float* state, float* actions, ushort* lost, int blocks, float* c, float* scratch)
    {
        for (int block = 0; block < blocks; block++)
        {
            uint bits = 0;
            for (int half = 0; half < Row; half += Lanes)
            {
                float* s = state + (block * StateRow.Count * Row) + half;
                float* a = actions + (block * Drone.RotorCount * Row) + half;

                // Rotors: the four stages of the lag, their thrusts, and the state at the end.
                for (int i = 0; i < Drone.RotorCount; i++)
                {
                    // The operand that may be NaN comes second: then the result is NaN.
                    F action = V.MinNative(F.One, V.MaxNative(-F.One, V.Load(a + (i * Row))));
                    F setpoint = V.FusedMultiplyAdd(
                        action, V.Load(c + (KernelRow.Command * Row)), V.Load(c + ((KernelRow.Command + 1) * Row)));
                    F u = V.Load(s + ((StateRow.Rotors + i) * Row));
                    F error = setpoint - u;
                    F rises = V.GreaterThanOrEqual(error, F.Zero);
                    float* r = c + (KernelRow.RotorRows * i * Row);
                    F c0 = V.Load(r + (KernelRow.Thrust * Row)), c1 = V.Load(r + ((KernelRow.Thrust + 1) * Row));
                    F c2 = V.Load(r + ((KernelRow.Thrust + 2) * Row));
                    float* thrust = scratch + ((KernelScratch.Thrust + i) * Row);
                    V.Store(V.FusedMultiplyAdd(u, V.FusedMultiplyAdd(u, c2, c1), c0), thrust);
                    u = V.FusedMultiplyAdd(
                        V.ConditionalSelect(rises, V.Load(r), V.Load(r + (4 * Row))), error, setpoint);
                    V.Store(V.FusedMultiplyAdd(u, V.FusedMultiplyAdd(u, c2, c1), c0), thrust + (4 * Row));
                    u = V.FusedMultiplyAdd(
                        V.ConditionalSelect(rises, V.Load(r + Row), V.Load(r + (5 * Row))), error, setpoint);
                    V.Store(V.FusedMultiplyAdd(u, V.FusedMultiplyAdd(u, c2, c1), c0), thrust + (8 * Row));
                    u = V.FusedMultiplyAdd(
                        V.ConditionalSelect(rises, V.Load(r + (2 * Row)), V.Load(r + (6 * Row))), error, setpoint);
                    V.Store(V.FusedMultiplyAdd(u, V.FusedMultiplyAdd(u, c2, c1), c0), thrust + (12 * Row));
                    u = V.FusedMultiplyAdd(
                        V.ConditionalSelect(rises, V.Load(r + (3 * Row)), V.Load(r + (7 * Row))), error, setpoint);
                    V.Store(
                        V.MinNative(
                            V.Load(c + ((KernelRow.Command + 3) * Row)),
                            V.MaxNative(V.Load(c + ((KernelRow.Command + 2) * Row)), u)),
                        scratch + ((KernelScratch.RotorEnd + i) * Row));
                }

                // What stays through the step: f/m + g, and J⁻¹ t.
                float* outer = scratch + (KernelScratch.Outer * Row);
                float* mass = c + (KernelRow.InverseMass * Row);
                float* inverse = c + (KernelRow.InverseInertia * Row);
                F lightness = V.Load(mass);
                V.Store(V.FusedMultiplyAdd(V.Load(s + (17 * Row)), lightness, V.Load(mass + Row)), outer);
                V.Store(
                    V.FusedMultiplyAdd(V.Load(s + (18 * Row)), lightness, V.Load(mass + (2 * Row))), outer + Row);
                V.Store(
                    V.FusedMultiplyAdd(V.Load(s + (19 * Row)), lightness, V.Load(mass + (3 * Row))), outer + (2 * Row));
                F tx = V.Load(s + (20 * Row)), ty = V.Load(s + (21 * Row)), tz = V.Load(s + (22 * Row));
                F bx = tx * V.Load(inverse), by = ty * V.Load(inverse + Row), bz = tz * V.Load(inverse + (2 * Row));
                if (typeof(TShape) == typeof(GeneralShape))
                {
                    F xy = V.Load(inverse + (3 * Row)), xz = V.Load(inverse + (4 * Row));
                    F yz = V.Load(inverse + (5 * Row));
                    bx = V.FusedMultiplyAdd(ty, xy, V.FusedMultiplyAdd(tz, xz, bx));
                    by = V.FusedMultiplyAdd(tx, xy, V.FusedMultiplyAdd(tz, yz, by));
                    bz = V.FusedMultiplyAdd(tx, xz, V.FusedMultiplyAdd(ty, yz, bz));
                }
                V.Store(bx, outer + (3 * Row));
                V.Store(by, outer + (4 * Row));
                V.Store(bz, outer + (5 * Row));

                // p + dt v; the stages add dt²/6 times their accelerations.
                float* position = scratch + (KernelScratch.PositionSum * Row);
                F step = V.Load(c + (KernelRow.Step * Row));
                V.Store(V.FusedMultiplyAdd(step, V.Load(s + (7 * Row)), V.Load(s)), position);
                V.Store(V.FusedMultiplyAdd(step, V.Load(s + (8 * Row)), V.Load(s + Row)), position + Row);
                V.Store(
                    V.FusedMultiplyAdd(step, V.Load(s + (9 * Row)), V.Load(s + (2 * Row))), position + (2 * Row));

                // The four stages of Runge and Kutta; rates of the attitude are doubled, their times halved.
                float* sum = scratch + (KernelScratch.Sum * Row);
                float* from = s + (StateRow.Attitude * Row);
                F w = V.Load(s + (3 * Row)), x = V.Load(s + (4 * Row));
                F y = V.Load(s + (5 * Row)), z = V.Load(s + (6 * Row));
                F ox = V.Load(s + (10 * Row)), oy = V.Load(s + (11 * Row)), oz = V.Load(s + (12 * Row));
                for (int stage = 0; ; stage++)
                {
                    float* thrust = scratch + ((KernelScratch.Thrust + (4 * stage)) * Row);
                    F f0 = V.Load(thrust), f1 = V.Load(thrust + Row);
                    F f2 = V.Load(thrust + (2 * Row)), f3 = V.Load(thrust + (3 * Row));

                    // Acceleration: R(q) times the thrust over the mass.
                    F ax, ay, az;
                    if (typeof(TShape) == typeof(LevelShape))
                    {
                        F twice = (f0 + f1 + (f2 + f3)) * V.Load(c + (KernelRow.AxisZ * Row));
                        ax = V.FusedMultiplyAdd(twice, V.FusedMultiplyAdd(x, z, w * y), V.Load(outer));
                        ay = V.FusedMultiplyAdd(twice, V.FusedMultiplyAdd(y, z, -(w * x)), V.Load(outer + Row));
                        F lean = V.FusedMultiplyAdd(x, x, V.FusedMultiplyAdd(y, y, V.Create(-0.5f)));
                        az = V.FusedMultiplyAdd(-twice, lean, V.Load(outer + (2 * Row)));
                    }
                    else
                    {
                        // R F = F + w t + q × t with t = 2 q × F; the constants hold the 2.
                        float* axis = c + (KernelRow.AxisX * Row);
                        F fx = (f0 * V.Load(axis)), fy = (f0 * V.Load(axis + (4 * Row)));
                        F fz = f0 * V.Load(axis + (8 * Row));
                        fx = V.FusedMultiplyAdd(f1, V.Load(axis + Row), fx);
                        fy = V.FusedMultiplyAdd(f1, V.Load(axis + (5 * Row)), fy);
                        fz = V.FusedMultiplyAdd(f1, V.Load(axis + (9 * Row)), fz);
                        fx = V.FusedMultiplyAdd(f2, V.Load(axis + (2 * Row)), fx);
                        fy = V.FusedMultiplyAdd(f2, V.Load(axis + (6 * Row)), fy);
                        fz = V.FusedMultiplyAdd(f2, V.Load(axis + (10 * Row)), fz);
                        fx = V.FusedMultiplyAdd(f3, V.Load(axis + (3 * Row)), fx);
                        fy = V.FusedMultiplyAdd(f3, V.Load(axis + (7 * Row)), fy);
                        fz = V.FusedMultiplyAdd(f3, V.Load(axis + (11 * Row)), fz);
                        F cx = V.FusedMultiplyAdd(y, fz, -(z * fy)), cy = V.FusedMultiplyAdd(z, fx, -(x * fz));
                        F cz = V.FusedMultiplyAdd(x, fy, -(y * fx)), once = V.Create(0.5f);
                        ax = V.FusedMultiplyAdd(once, fx, V.Load(outer));
                        ay = V.FusedMultiplyAdd(once, fy, V.Load(outer + Row));
                        az = V.FusedMultiplyAdd(once, fz, V.Load(outer + (2 * Row)));
                        ax = V.FusedMultiplyAdd(w, cx, V.FusedMultiplyAdd(y, cz, V.FusedMultiplyAdd(-z, cy, ax)));
                        ay = V.FusedMultiplyAdd(w, cy, V.FusedMultiplyAdd(z, cx, V.FusedMultiplyAdd(-x, cz, ay)));
                        az = V.FusedMultiplyAdd(w, cz, V.FusedMultiplyAdd(x, cy, V.FusedMultiplyAdd(-y, cx, az)));
                    }

                    // Angular acceleration: rotors and outer torque, then what the turning itself does.
                    float* lever = c + (KernelRow.LeverX * Row);
                    bx = V.FusedMultiplyAdd(f0, V.Load(lever), V.Load(outer + (3 * Row)));
                    by = V.FusedMultiplyAdd(f0, V.Load(lever + (4 * Row)), V.Load(outer + (4 * Row)));
                    bz = V.FusedMultiplyAdd(f0, V.Load(lever + (8 * Row)), V.Load(outer + (5 * Row)));
                    bx = V.FusedMultiplyAdd(f1, V.Load(lever + Row), bx);
                    by = V.FusedMultiplyAdd(f1, V.Load(lever + (5 * Row)), by);
                    bz = V.FusedMultiplyAdd(f1, V.Load(lever + (9 * Row)), bz);
                    bx = V.FusedMultiplyAdd(f2, V.Load(lever + (2 * Row)), bx);
                    by = V.FusedMultiplyAdd(f2, V.Load(lever + (6 * Row)), by);
                    bz = V.FusedMultiplyAdd(f2, V.Load(lever + (10 * Row)), bz);
                    bx = V.FusedMultiplyAdd(f3, V.Load(lever + (3 * Row)), bx);
                    by = V.FusedMultiplyAdd(f3, V.Load(lever + (7 * Row)), by);
                    bz = V.FusedMultiplyAdd(f3, V.Load(lever + (11 * Row)), bz);
                    float* gyro = c + (KernelRow.Gyro * Row);
                    F m0 = oy * oz, m1 = oz * ox, m2 = ox * oy;
                    bx = V.FusedMultiplyAdd(m0, V.Load(gyro), bx);
                    by = V.FusedMultiplyAdd(m1, V.Load(gyro + (6 * Row)), by);
                    bz = V.FusedMultiplyAdd(m2, V.Load(gyro + (12 * Row)), bz);
                    if (typeof(TShape) == typeof(GeneralShape))
                    {
                        F yy = oy * oy, m3 = V.FusedMultiplyAdd(-oz, oz, yy), m4 = V.FusedMultiplyAdd(ox, ox, -yy);
                        bx = V.FusedMultiplyAdd(m1, V.Load(gyro + Row), bx);
                        by = V.FusedMultiplyAdd(m0, V.Load(gyro + (5 * Row)), by);
                        bz = V.FusedMultiplyAdd(m0, V.Load(gyro + (10 * Row)), bz);
                        bx = V.FusedMultiplyAdd(m2, V.Load(gyro + (2 * Row)), bx);
                        by = V.FusedMultiplyAdd(m2, V.Load(gyro + (7 * Row)), by);
                        bz = V.FusedMultiplyAdd(m1, V.Load(gyro + (11 * Row)), bz);
                        bx = V.FusedMultiplyAdd(m3, V.Load(gyro + (3 * Row)), bx);
                        by = V.FusedMultiplyAdd(m3, V.Load(gyro + (8 * Row)), by);
                        bz = V.FusedMultiplyAdd(m3, V.Load(gyro + (13 * Row)), bz);
                        bx = V.FusedMultiplyAdd(m4, V.Load(gyro + (4 * Row)), bx);
                        by = V.FusedMultiplyAdd(m4, V.Load(gyro + (9 * Row)), by);
                        bz = V.FusedMultiplyAdd(m4, V.Load(gyro + (14 * Row)), bz);
                    }

                    // Twice the rate of the attitude: q (0, ω).
                    F dw = V.FusedMultiplyAdd(-x, ox, V.FusedMultiplyAdd(-y, oy, -(z * oz)));
                    F dx = V.FusedMultiplyAdd(w, ox, V.FusedMultiplyAdd(-z, oy, y * oz));
                    F dy = V.FusedMultiplyAdd(w, oy, V.FusedMultiplyAdd(-x, oz, z * ox));
                    F dz = V.FusedMultiplyAdd(w, oz, V.FusedMultiplyAdd(-y, ox, x * oy));

                    F weight = V.Load(c + ((KernelRow.HalfWeight + stage) * Row));
                    V.Store(V.FusedMultiplyAdd(weight, dw, V.Load(from)), sum);
                    V.Store(V.FusedMultiplyAdd(weight, dx, V.Load(from + Row)), sum + Row);
                    V.Store(V.FusedMultiplyAdd(weight, dy, V.Load(from + (2 * Row))), sum + (2 * Row));
                    V.Store(V.FusedMultiplyAdd(weight, dz, V.Load(from + (3 * Row))), sum + (3 * Row));
                    weight = V.Load(c + ((KernelRow.Weight + stage) * Row));
                    V.Store(V.FusedMultiplyAdd(weight, ax, V.Load(from + (4 * Row))), sum + (4 * Row));
                    V.Store(V.FusedMultiplyAdd(weight, ay, V.Load(from + (5 * Row))), sum + (5 * Row));
                    V.Store(V.FusedMultiplyAdd(weight, az, V.Load(from + (6 * Row))), sum + (6 * Row));
                    V.Store(V.FusedMultiplyAdd(weight, bx, V.Load(from + (7 * Row))), sum + (7 * Row));
                    V.Store(V.FusedMultiplyAdd(weight, by, V.Load(from + (8 * Row))), sum + (8 * Row));
                    V.Store(V.FusedMultiplyAdd(weight, bz, V.Load(from + (9 * Row))), sum + (9 * Row));
                    if (stage == 3)
                        break;

                    F square = V.Load(c + ((KernelRow.Step + 1) * Row));
                    V.Store(V.FusedMultiplyAdd(square, ax, V.Load(position)), position);
                    V.Store(V.FusedMultiplyAdd(square, ay, V.Load(position + Row)), position + Row);
                    V.Store(V.FusedMultiplyAdd(square, az, V.Load(position + (2 * Row))), position + (2 * Row));
                    F time = V.Load(c + ((KernelRow.HalfTime + stage) * Row));
                    w = V.FusedMultiplyAdd(time, dw, V.Load(s + (3 * Row)));
                    x = V.FusedMultiplyAdd(time, dx, V.Load(s + (4 * Row)));
                    y = V.FusedMultiplyAdd(time, dy, V.Load(s + (5 * Row)));
                    z = V.FusedMultiplyAdd(time, dz, V.Load(s + (6 * Row)));
                    time = V.Load(c + ((KernelRow.Time + stage) * Row));
                    ox = V.FusedMultiplyAdd(time, bx, V.Load(s + (10 * Row)));
                    oy = V.FusedMultiplyAdd(time, by, V.Load(s + (11 * Row)));
                    oz = V.FusedMultiplyAdd(time, bz, V.Load(s + (12 * Row)));
                    from = sum;
                }

                // The attitude normalised; everything back to the block.
                w = V.Load(sum);
                x = V.Load(sum + Row);
                y = V.Load(sum + (2 * Row));
                z = V.Load(sum + (3 * Row));
                F norm = V.FusedMultiplyAdd(
                    w, w, V.FusedMultiplyAdd(x, x, V.FusedMultiplyAdd(y, y, z * z)));
                norm = F.One / V.Sqrt(norm);
                V.Store(w * norm, s + (3 * Row));
                V.Store(x * norm, s + (4 * Row));
                V.Store(y * norm, s + (5 * Row));
                V.Store(z * norm, s + (6 * Row));
                for (int i = 0; i < Drone.RotorCount; i++)
                    V.Store(V.Load(scratch + ((KernelScratch.RotorEnd + i) * Row)), s + ((StateRow.Rotors + i) * Row));

                // Out of bounds: compared as whole numbers, among which NaN without its sign is above all.
                F first = V.Load(position), second = V.Load(position + Row), third = V.Load(position + (2 * Row));
                V.Store(first, s);
                V.Store(second, s + Row);
                V.Store(third, s + (2 * Row));
                float* bounds = c + (KernelRow.Bounds * Row);
                var most = V.Max(V.AsInt32(V.Abs(first)), V.Max(V.AsInt32(V.Abs(second)), V.AsInt32(V.Abs(third))));
                var far = V.GreaterThan(most, V.AsInt32(V.Load(bounds)));
                first = V.Load(sum + (4 * Row));
                second = V.Load(sum + (5 * Row));
                third = V.Load(sum + (6 * Row));
                V.Store(first, s + (7 * Row));
                V.Store(second, s + (8 * Row));
                V.Store(third, s + (9 * Row));
                most = V.Max(V.AsInt32(V.Abs(first)), V.Max(V.AsInt32(V.Abs(second)), V.AsInt32(V.Abs(third))));
                far |= V.GreaterThan(most, V.AsInt32(V.Load(bounds + Row)));
                first = V.Load(sum + (7 * Row));
                second = V.Load(sum + (8 * Row));
                third = V.Load(sum + (9 * Row));
                V.Store(first, s + (10 * Row));
                V.Store(second, s + (11 * Row));
                V.Store(third, s + (12 * Row));
                most = V.Max(V.AsInt32(V.Abs(first)), V.Max(V.AsInt32(V.Abs(second)), V.AsInt32(V.Abs(third))));
                far |= V.GreaterThan(most, V.AsInt32(V.Load(bounds + (2 * Row))));
                bits |= (uint)V.ExtractMostSignificantBits(far) << half;
            }
            lost[block] = (ushort)bits;
        }
    }
}
