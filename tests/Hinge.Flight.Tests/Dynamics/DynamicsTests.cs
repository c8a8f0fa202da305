using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tests.Dynamics;

public class DynamicsTests
{
    // Thrust that is nothing at no command: with commands at the minimum the rotors do not act.
    private static readonly QuadrotorConstants<double> s_exact = QuadrotorConstants<double>.Of(Drone.Crazyflie, 0.01);
    private static readonly double[] s_idle = [-1, -1, -1, -1];

    public static TheoryData<string> Names => [.. Drone.BuiltIn.Select(drone => drone.Name)];

    [Fact]
    public void Free_fall_is_a_parabola()
    {
        double[] state = Still();
        state[StateRow.Velocity] = 3;
        state[StateRow.Velocity + 2] = 4;
        Run(s_exact, state, s_idle, 100);

        AssertNear([3, 0, 4 - (9.81 / 2)], state.AsSpan(StateRow.Position, 3), 1e-12);
        AssertNear([3, 0, 4 - 9.81], state.AsSpan(StateRow.Velocity, 3), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_hover_a_drone_stays_for_five_seconds(string name)
    {
        Drone drone = Drone.Load(name);
        HoverSolution hover = HoverSolution.Of(drone);
        Quadrotor quadrotor = new(drone);
        float[] state = new float[StateRow.Count];
        quadrotor.Rest(state);
        for (int i = 0; i < 4; i++)
            state[StateRow.Rotors + i] = (float)hover.Commands[i];
        float[] action = [.. hover.Actions.Select(value => (float)value)];
        for (int step = 0; step < 500; step++)
            quadrotor.Step(state, action);

        Assert.All(state[..3], value => Assert.InRange(value, -1e-3f, 1e-3f));
        Assert.Equal(1, state[StateRow.Attitude], 1e-6f);
    }

    [Fact]
    public void A_pure_yaw_spin_turns_evenly()
    {
        double[] state = Still();
        state[StateRow.AngularVelocity + 2] = 2;
        Run(s_exact, state, s_idle, 100);

        (double sin, double cos) = Math.SinCos(1);   // half of 2 rad
        AssertNear([cos, 0, 0, sin], state.AsSpan(StateRow.Attitude, 4), 1e-9);
        AssertNear([0, 0, 2], state.AsSpan(StateRow.AngularVelocity, 3), 1e-15);
    }

    [Fact]
    public void Torque_free_precession_keeps_energy_and_angular_momentum()
    {
        Drone drone = Drone.Crazyflie with { Inertia = new(3e-6, 4e-6, 6e-6, 2e-7, -3e-7, 1e-7) };
        QuadrotorConstants<double> constants = QuadrotorConstants<double>.Of(drone, 0.001);
        double[] state = Still();
        Vector3D spin = new(5, -3, 4);
        (state[10], state[11], state[12]) = (spin.X, spin.Y, spin.Z);
        Vector3D momentum = drone.Inertia * spin;
        Run(constants, state, s_idle, 2000);

        Vector3D after = new(state[10], state[11], state[12]);
        Vector3D turned = Rotate(state.AsSpan(StateRow.Attitude, 4), drone.Inertia * after);
        Assert.Equal(momentum.Dot(spin), (drone.Inertia * after).Dot(after), 1e-12 * momentum.Dot(spin));
        Assert.InRange((turned + (-1 * momentum)).Length, 0, 1e-9 * momentum.Length);
        Assert.True((after + (-1 * spin)).Length > 1, "it did not precess");
    }

    [Fact]
    public void The_error_falls_with_the_fourth_power_of_the_step()
    {
        double[] exact = Flight(0.01 / 64);
        double coarse = Distance(Flight(0.0025), exact), fine = Distance(Flight(0.00125), exact);
        Assert.InRange(coarse / fine, 15, 17);
        Assert.InRange(coarse, 1e-11, 1e-3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void The_rotors_approach_their_command_exponentially(int direction)
    {
        QuadrotorConstants<double> constants = QuadrotorConstants<double>.Of(Drone.CrazyflieFlow, 0.01);
        double[] state = Still(), action = [.. Enumerable.Repeat((double)direction, 4)];
        state.AsSpan(StateRow.Rotors, 4).Fill(0.5);
        Run(constants, state, action, 10);

        double time = direction > 0 ? 0.05545454545 : 0.24939393939, target = direction > 0 ? 1 : 0;
        double expected = target + ((0.5 - target) * Math.Exp(-0.1 / time));
        Assert.All(state[13..17], u => Assert.Equal(expected, u, 1e-5));
    }

    [Theory]
    [InlineData(0.15)]
    [InlineData(0.01)]
    public void The_lag_of_a_step_has_a_closed_form(double time)
    {
        Drone drone = Drone.Crazyflie with
        {
            Rotors = [.. Drone.Crazyflie.Rotors.Select(rotor => rotor with { Rising = time, Falling = time })],
        };
        double[] state = Still();
        state.AsSpan(StateRow.Rotors, 4).Fill(15_000);
        Run(QuadrotorConstants<double>.Of(drone, 0.01), state, s_idle, 1);

        double x = 0.01 / time, c2 = 1 - (x / 2), c3 = 1 - (x / 2 * c2), c4 = 1 - (x * c3);
        double end = 1 - (x / 6 * (1 + (2 * c2) + (2 * c3) + c4));
        Assert.All(state[13..17], u => Assert.Equal(15_000 * end, u, 1e-8));
    }

    [Fact]
    public void The_attitude_stays_a_unit_quaternion_and_its_sign_means_nothing()
    {
        RandomStream random = new(5);
        Quadrotor quadrotor = new(Drone.X500);
        float[] state = new float[StateRow.Count], action = new float[4];
        for (int trial = 0; trial < 50; trial++)
        {
            Draw(random, quadrotor, state);
            float[] negated = [.. state];
            for (int i = 3; i < 7; i++)
                negated[i] = -negated[i];
            for (int step = 0; step < 50; step++)
            {
                random.FillUniform(action, -1.2f, 1.2f);
                quadrotor.Step(state, action);
                quadrotor.Step(negated, action);
                Assert.Equal(1, state[3..7].Sum(value => value * value), 1e-6f);
            }
            Assert.Equal(state[..3], negated[..3]);
            Assert.Equal(state[7..], negated[7..]);
            Assert.Equal(state[3..7], negated[3..7].Select(value => -value));
        }
    }

    [Fact]
    public void Turning_the_world_about_the_vertical_turns_the_flight()
    {
        RandomStream random = new(6);
        double[] state = Still(), action = new double[4];
        random.FillUniform(state.AsSpan(3, 10), -1, 1);
        random.FillUniform(state.AsSpan(StateRow.Force, 2), -0.01, 0.01);
        Normalise(state);
        const double angle = 0.7;
        double[] turned = Turn(state, angle);
        for (int step = 0; step < 100; step++)
        {
            random.FillUniform(action, -1, 1);
            QuadrotorDynamics.Step(s_exact, state, action);
            QuadrotorDynamics.Step(s_exact, turned, action);
        }
        AssertNear(Turn(state, angle), turned, 1e-9);
    }

    [Fact]
    public void Scaling_masses_inertias_and_thrusts_together_changes_nothing()
    {
        Drone drone = Drone.CrazyflieFlow, heavy = drone with
        {
            Mass = 8 * drone.Mass,
            Inertia = new(8 * drone.Inertia.Xx, 8 * drone.Inertia.Yy, 8 * drone.Inertia.Zz),
            Rotors = [.. drone.Rotors.Select(rotor => rotor with { Thrust = 8 * rotor.Thrust })],
        };
        float[] a = new float[StateRow.Count], b, action = new float[4];
        Quadrotor light = new(drone), heavier = new(heavy);
        RandomStream random = new(7);
        Draw(random, light, a);
        a.AsSpan(StateRow.Force).Clear();
        b = [.. a];
        for (int step = 0; step < 100; step++)
        {
            random.FillUniform(action, -1, 1);
            light.Step(a, action);
            heavier.Step(b, action);
        }
        Assert.Equal(a, b);   // a power of two: not a bit differs
    }

    private static double[] Flight(double step)
    {
        double[] state = Still();
        state.AsSpan(StateRow.Rotors, 4).Fill(12_000);
        (state[10], state[11], state[12]) = (6, -8, 3);
        int steps = (int)Math.Round(0.3 / step);
        Run(QuadrotorConstants<double>.Of(Drone.Crazyflie, step), state, [0.9, 0.2, -0.3, 0.5], steps);
        return state;
    }

    private static void Run(in QuadrotorConstants<double> constants, double[] state, double[] action, int steps)
    {
        for (int step = 0; step < steps; step++)
            QuadrotorDynamics.Step(constants, state, action);
    }

    private static double[] Still()
    {
        double[] state = new double[StateRow.Count];
        state[StateRow.Attitude] = 1;
        return state;
    }

    /// <summary>Any attitude, moderate speeds, rotors anywhere, disturbed by a twentieth of the weight.</summary>
    internal static void Draw(RandomStream random, Quadrotor quadrotor, Span<float> state)
    {
        quadrotor.Rest(state);
        random.FillUniform(state[..StateRow.Rotors], -1, 1);
        float norm = 0;
        for (int i = 3; i < 7; i++)
            norm += state[i] * state[i];
        for (int i = 3; i < 7; i++)
            state[i] /= MathF.Sqrt(norm);
        CommandRange range = quadrotor.Drone.Command;
        random.FillUniform(state.Slice(StateRow.Rotors, 4), (float)range.Min, (float)range.Max);
        float weight = (float)quadrotor.Drone.Weight;
        random.FillUniform(state.Slice(StateRow.Force, 3), -weight / 20, weight / 20);
        random.FillUniform(state.Slice(StateRow.Torque, 3), -weight / 10000, weight / 10000);
    }

    private static double[] Turn(double[] state, double angle)
    {
        double[] turned = [.. state];
        (double sin, double cos) = Math.SinCos(angle);
        foreach (int row in new[] { StateRow.Position, StateRow.Velocity, StateRow.Force })
        {
            turned[row] = (cos * state[row]) - (sin * state[row + 1]);
            turned[row + 1] = (sin * state[row]) + (cos * state[row + 1]);
        }
        (sin, cos) = Math.SinCos(angle / 2);
        (double w, double x, double y, double z) = (state[3], state[4], state[5], state[6]);
        (turned[3], turned[4], turned[5], turned[6]) =
            ((cos * w) - (sin * z), (cos * x) - (sin * y), (cos * y) + (sin * x), (cos * z) + (sin * w));
        return turned;
    }

    private static void Normalise(double[] state)
    {
        double norm = Math.Sqrt(state[3..7].Sum(value => value * value));
        for (int i = 3; i < 7; i++)
            state[i] /= norm;
    }

    private static Vector3D Rotate(ReadOnlySpan<double> q, Vector3D v)
    {
        Vector3D axis = new(q[1], q[2], q[3]), twice = 2 * axis.Cross(v);
        return v + (q[0] * twice) + axis.Cross(twice);
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(
        a[..13].Zip(b[..13], (x, y) => (x - y) * (x - y)).Sum());

    private static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
