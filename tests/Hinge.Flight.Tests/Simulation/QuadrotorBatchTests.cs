using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Simulation;
using Hinge.Flight.Tasks;
using Hinge.Flight.Tests.Dynamics;

namespace Hinge.Flight.Tests.Simulation;

public class QuadrotorBatchTests
{
    private static readonly HoverTask s_task = new();

    public static TheoryData<SimulatorPath> Paths =>
        [SimulatorPath.Scalar, SimulatorPath.Vector256, SimulatorPath.Vector512];

    // Specification §16: at most 1e-4 relative after 30 random steps, built-in drones and 100 drawn ones.
    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_path_agrees_with_the_scalar_step(SimulatorPath path)
    {
        Need(path);
        IEnumerable<Drone> drawn = Enumerable.Range(0, 100).Select(i => RandomDrones.Draw((ulong)i, level: i % 2 == 0));
        foreach (Drone drone in Drone.BuiltIn.Concat(drawn))
        {
            float worst = 0;
            RandomStream random = new(11);
            Quadrotor quadrotor = new(drone);
            QuadrotorBatch batch = new(drone, s_task, 37, path);
            float[][] states = [.. Enumerable.Range(0, 37).Select(_ => new float[StateRow.Count])];
            for (int i = 0; i < states.Length; i++)
            {
                DynamicsTests.Draw(random, quadrotor, states[i]);
                batch.SetState(i, states[i]);
            }
            float[] actions = new float[37 * 4], mine = new float[StateRow.Count];
            bool[] lost = new bool[37];
            for (int step = 0; step < 30; step++)
            {
                random.FillUniform(actions, -1.3f, 1.3f);
                batch.Step(actions, lost);
                for (int i = 0; i < states.Length; i++)
                    quadrotor.Step(states[i], actions.AsSpan(4 * i, 4));
            }
            for (int i = 0; i < states.Length; i++)
            {
                batch.CopyState(i, mine);
                for (int row = 0; row < StateRow.Moving; row++)
                {
                    float scale = row < StateRow.Rotors ? 1 + Math.Abs(states[i][row]) : (float)drone.Command.Max;
                    worst = Math.Max(worst, Math.Abs(mine[row] - states[i][row]) / scale);
                }
                Assert.Equal(states[i][17..], mine[17..]);
            }
            Assert.True(worst <= (path == SimulatorPath.Scalar ? 0 : 1e-4f), $"{drone.Name}: {worst}");
        }
    }

    // Light drones turn fast, and their motion amplifies what rounding begins: scalar and vector code are then equally far
    // from the same flight in double precision. Each of 30 steps of both codes rounds to 2^-24 of the largest number.
    [Theory]
    [MemberData(nameof(Paths))]
    public void Light_drones_agree_within_what_their_motion_amplifies(SimulatorPath path)
    {
        const int steps = 30, count = 37;
        const double nudge = 1e-7;
        Need(path);
        for (ulong seed = 0; seed < 20; seed++)
        {
            Drone drone = RandomDrones.Draw(seed, level: seed % 2 == 0, lightest: 0.001, heaviest: 0.1);
            Quadrotor quadrotor = new(drone);
            QuadrotorBatch batch = new(drone, s_task, count, path);
            QuadrotorConstants<double> constants = QuadrotorConstants<double>.Of(drone, Quadrotor.StandardStep);
            RandomStream random = new(11);
            float[][] single = [.. Enumerable.Range(0, count).Select(_ => new float[StateRow.Count])];
            foreach (float[] state in single)
                DynamicsTests.Draw(random, quadrotor, state);
            for (int i = 0; i < count; i++)
                batch.SetState(i, single[i]);
            double[][] exact = [.. single.Select(state => state.Select(value => (double)value).ToArray())];
            double[][] nudged = [.. exact.Select((state, i) => state.Select(
                (value, row) => value * (1 + (nudge * (((row + i) % 3) - 1)))).ToArray())];
            float[] actions = new float[count * 4], mine = new float[StateRow.Count];
            bool[] lost = new bool[count];
            for (int step = 0; step < steps; step++)
            {
                random.FillUniform(actions, -1.3f, 1.3f);
                batch.Step(actions, lost);
                for (int i = 0; i < count; i++)
                {
                    double[] action = [.. actions.AsSpan(4 * i, 4).ToArray().Select(value => (double)value)];
                    QuadrotorDynamics.Step(constants, exact[i].AsSpan(), action);
                    QuadrotorDynamics.Step(constants, nudged[i].AsSpan(), action);
                }
            }
            double worst = 0, amplified = 1;
            for (int i = 0; i < count; i++)
            {
                batch.CopyState(i, mine);
                for (int row = 0; row < StateRow.Moving; row++)
                {
                    double scale = row < StateRow.Rotors ? 1 + Math.Abs(exact[i][row]) : drone.Command.Max;
                    worst = Math.Max(worst, Math.Abs(mine[row] - exact[i][row]) / scale);
                    amplified = Math.Max(amplified, Math.Abs(nudged[i][row] - exact[i][row]) / scale / nudge);
                }
            }
            double bound = 2 * steps * amplified * Math.ScaleB(1, -24);
            Assert.True(worst <= bound, $"{drone.Name}: {worst} above {bound}, amplification {amplified}");
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Drones_do_not_depend_on_their_number_place_or_thread(SimulatorPath path)
    {
        Need(path);
        float[][] expected = Fly(path, 100, parts: 1);
        Assert.Equal(expected, Fly(path, 100, parts: 2));
        Assert.Equal(expected, Fly(path, 100, parts: 5));
        foreach (int count in new[] { 1, 7, 15, 16, 17, 33 })
            Assert.Equal(expected[..count], Fly(path, count, parts: 1));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_lane_that_is_not_a_number_is_lost_and_leaves_the_others_alone(SimulatorPath path)
    {
        Need(path);
        float[] strange = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e-42f, -1e-42f, float.MaxValue];
        float[] actions = new float[32 * 4], clean = new float[StateRow.Count], mine = new float[StateRow.Count];
        bool[] lost = new bool[32];
        foreach (float value in strange)
        {
            for (int row = 0; row < StateRow.Count; row++)
            {
                QuadrotorBatch batch = new(Drone.X500, s_task, 32, path), sound = new(Drone.X500, s_task, 32, path);
                batch.Reset(3);
                sound.Reset(3);
                batch.CopyState(5, mine);
                mine[row] = value;
                batch.SetState(5, mine);
                batch.Step(actions, lost);
                bool wild = !(Math.Abs(value) < 1);
                Assert.True(!wild || row is >= StateRow.Rotors and < StateRow.Force || lost[5],
                    $"{value} in row {row}");
                sound.Step(actions, lost);
                for (int i = 0; i < 32; i++)
                {
                    batch.CopyState(i, mine);
                    sound.CopyState(i, clean);
                    bool same = clean.AsSpan().SequenceEqual(mine);
                    Assert.True(i == 5 || same, $"{value} in row {row} reached drone {i}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void An_action_that_is_not_a_number_loses_the_drone(SimulatorPath path)
    {
        Need(path);
        QuadrotorBatch batch = new(Drone.Crazyflie, s_task, 16, path);
        float[] actions = new float[64];
        bool[] lost = new bool[16];
        actions[4 * 9] = float.NaN;
        batch.Step(actions, lost);
        Assert.Equal(Enumerable.Range(0, 16).Select(i => i == 9), lost);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_bounds_are_those_of_the_task(SimulatorPath path)
    {
        Need(path);
        HoverTask task = s_task with { Termination = new() { Position = 0.5, Velocity = 3, AngularVelocity = 7 } };
        QuadrotorBatch batch = new(Drone.CrazyflieFlow, task, 2000, path);
        RandomStream random = new(5);
        Quadrotor quadrotor = new(Drone.CrazyflieFlow);
        float[] state = new float[StateRow.Count], actions = new float[8000];
        for (int i = 0; i < batch.Count; i++)
        {
            DynamicsTests.Draw(random, quadrotor, state);
            random.FillUniform(state.AsSpan(0, 3), -0.6f, 0.6f);
            random.FillUniform(state.AsSpan(7, 3), -3.5f, 3.5f);
            random.FillUniform(state.AsSpan(10, 3), -8, 8);
            batch.SetState(i, state);
        }
        bool[] lost = new bool[batch.Count];
        batch.Step(actions, lost);
        for (int i = 0; i < batch.Count; i++)
        {
            batch.CopyState(i, state);
            Assert.Equal(task.Termination.Ends(state), lost[i]);
        }
        Assert.InRange(lost.Count(each => each), 200, 1800);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_step_allocates_nothing(SimulatorPath path)
    {
        Need(path);
        QuadrotorBatch batch = new(Drone.X500, s_task, 100, path);
        float[] actions = new float[400];
        bool[] lost = new bool[100];
        batch.Step(actions, lost);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
            batch.Step(actions, lost);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Starts_are_those_of_the_task()
    {
        QuadrotorBatch batch = new(Drone.Crazyflie, s_task, 3000);
        batch.Reset(7);
        float[] state = new float[StateRow.Count];
        int guided = 0;
        for (int i = 0; i < batch.Count; i++)
        {
            batch.CopyState(i, state);
            Assert.False(s_task.Termination.Ends(state));
            Assert.Equal(10851, state[StateRow.Rotors]);
            guided += state[0] == 0 ? 1 : 0;
        }
        Assert.InRange(guided, 220, 380);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuadrotorBatch(Drone.X500, s_task, 0));
        QuadrotorBatch batch = new(Drone.X500, s_task, 20);
        Assert.Throws<ArgumentException>(() => batch.Step(new float[79], new bool[20]));
        Assert.Throws<ArgumentException>(() => batch.Step(new float[80], new bool[19]));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.StepBlocks(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.CopyState(20, new float[StateRow.Count]));
        Assert.Throws<DroneFormatException>(() => new QuadrotorBatch(Drone.X500Sim, s_task with { Step = 0.05 }, 16));
    }

    [Fact]
    public void The_measurement_counts_on_any_number_of_threads()
    {
        QuadrotorBatch batch = new(Drone.Crazyflie, s_task, 64);
        foreach (int threads in new[] { 1, 2, 9 })
        {
            SimulatorSpeed speed = SimulatorBenchmark.Measure(
                batch, threads, seconds: 0, pad: 48, TestContext.Current.CancellationToken);
            Assert.Equal((64, Math.Min(threads, 4)), (speed.Drones, speed.Threads));
            Assert.InRange(speed.PerCore, 1e4, 1e12);
            Assert.InRange(speed.Total, 1e3, 1e12);
        }
    }

    private static float[][] Fly(SimulatorPath path, int count, int parts)
    {
        QuadrotorBatch batch = new(Drone.X500, s_task, count, path);
        batch.Reset(2);
        for (int step = 0; step < 20; step++)
        {
            for (int i = 0; i < batch.ActionRows.Length; i++)
                batch.ActionRows[i] = MathF.Sin(i + (0.3f * step));
            int bounds(int part) => batch.Blocks * part / parts;
            Parallel.For(0, parts, part => batch.StepBlocks(bounds(part), bounds(part + 1) - bounds(part)));
        }
        float[][] states = [.. Enumerable.Range(0, count).Select(_ => new float[StateRow.Count])];
        for (int i = 0; i < count; i++)
            batch.CopyState(i, states[i]);
        return states;
    }

    private static void Need(SimulatorPath path) =>
        Assert.SkipUnless(SimulatorPaths.IsSupported(path), $"this processor does not run {path}");
}
