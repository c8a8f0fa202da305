using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;
using Hinge.Flight.Tasks;
using Hinge.Flight.Tests.Dynamics;
using Hinge.Flight.Tests.Export;

namespace Hinge.Flight.Tests.MuJoCo;

public class MuJoCoTests(ITestOutputHelper output)
{
    // The bounds of specification §10, in single precision: position, velocity, tilt, angular velocity.
    private static readonly double[] s_bounds = [1e-5, 1e-4, 1e-4, 1e-3];

    [Fact]
    public void Half_a_second_of_given_actions_ends_where_MuJoCo_ends_it()
    {
        double[][] differences = Compare(Drone.Crazyflie, count: 200, steps: 50, substeps: 40);
        Report(differences);
        AssertWithinBounds(differences);
    }

    [Fact]
    public void A_drone_without_symmetry_agrees_too()
    {
        double[][] differences = Compare(RandomDrones.Draw(3, level: false), count: 20, steps: 10, substeps: 40);
        Report(differences);
        AssertWithinBounds(differences);
    }

    [Fact(Explicit = true)]
    public void Figures_of_the_page()
    {
        foreach (Drone drone in Drone.BuiltIn)
        {
            foreach (int steps in new[] { 50, 100 })
            {
                output.WriteLine($"{drone.Name} {steps} steps");
                Report(Compare(drone, count: 200, steps, substeps: 40));
            }
        }
    }

    // The bound of specification §10 for closed loops, on the same starts and disturbances with other noise.
    [Fact]
    public void A_policy_catches_as_many_drones_in_MuJoCo_as_in_the_simulator()
    {
        (double survival, double settled) = FlyBoth(count: 150, substeps: 2, out (double Survival, double Settled) own);
        Assert.InRange(own.Survival, 0.7, 0.99);
        Assert.Equal(own.Survival, survival, 0.05);
        Assert.Equal(own.Settled, settled, 0.05);
    }

    [Fact(Explicit = true)]
    public void Figures_of_the_page_in_closed_loop() => FlyBoth(count: 1000, substeps: 10, out _);

    private (double Survival, double Settled) FlyBoth(
        int count, int substeps, out (double Survival, double Settled) own)
    {
        HoverTask task = new();
        Policy policy = LinearPolicy.Create();
        float[][] starts = MuJoCoHover.Starts(Drone.Crazyflie, task, count, seed: 5);
        (double Survival, double Settled) there =
            MuJoCoHover.ClosedLoop(policy, Drone.Crazyflie, task, starts, substeps);
        HoverEpisode episode = new(Drone.Crazyflie, task, seed: 5);
        float[] observation = new float[policy.Inputs], action = new float[4];
        int survived = 0, settled = 0;
        for (int i = 0; i < count; i++)
        {
            episode.Begin((ulong)i);
            StepOutcome outcome;
            do
            {
                episode.Observe(observation);
                policy.Act(observation, action);
                outcome = episode.Step(action);
            }
            while (!outcome.Ended);
            if (outcome.Terminated)
                continue;
            survived++;
            settled += Distance(episode.State.ToArray(), new double[3], StateRow.Position) < 0.2 ? 1 : 0;
        }
        own = (survived / (double)count, settled / (double)count);
        output.WriteLine($"survival {own.Survival} and {there.Survival}, settled {own.Settled} and {there.Settled}");
        return there;
    }

    private static void AssertWithinBounds(double[][] differences) => Assert.All(differences, each =>
        Assert.All(each.Zip(s_bounds), pair => Assert.InRange(pair.First, 0, pair.Second)));

    // For each start the distances in position, velocity, attitude and angular velocity.
    private static double[][] Compare(Drone drone, int count, int steps, int substeps)
    {
        HoverTask task = new();
        float[][] starts = MuJoCoHover.Starts(drone, task, count, seed: 10);
        float[] hover = HoverTask.HoverActions(drone);
        RandomStream random = new(11);
        float[][] actions = new float[count][];
        for (int i = 0; i < count; i++)
        {
            actions[i] = new float[4 * steps];
            random.FillUniform(actions[i], -0.1f, 0.1f);
            for (int k = 0; k < actions[i].Length; k++)
                actions[i][k] += hover[k % 4];
        }
        double[][] ends = MuJoCoHover.OpenLoop(drone, starts, actions, substeps);
        Assert.Equal(count, ends.Length);
        Quadrotor quadrotor = new(drone);
        double[][] differences = new double[count][];
        for (int i = 0; i < count; i++)
        {
            for (int step = 0; step < steps; step++)
                quadrotor.Step(starts[i], actions[i].AsSpan(4 * step, 4));
            differences[i] =
            [
                Distance(starts[i], ends[i], StateRow.Position), Distance(starts[i], ends[i], StateRow.Velocity),
                Turn(starts[i].AsSpan(StateRow.Attitude, 4), ends[i].AsSpan(StateRow.Attitude, 4)),
                Distance(starts[i], ends[i], StateRow.AngularVelocity),
            ];
        }
        return differences;
    }

    private static double Distance(float[] a, double[] b, int row) => Math.Sqrt(Enumerable.Range(row, 3).Sum(
        i => (a[i] - b[i]) * (a[i] - b[i])));

    // The angle between two attitudes, from the vector part of the rotation between them: exact where it is small.
    private static double Turn(ReadOnlySpan<float> a, ReadOnlySpan<double> b)
    {
        double x = (a[0] * b[1]) - (a[1] * b[0]) - (a[2] * b[3]) + (a[3] * b[2]);
        double y = (a[0] * b[2]) - (a[2] * b[0]) - (a[3] * b[1]) + (a[1] * b[3]);
        double z = (a[0] * b[3]) - (a[3] * b[0]) - (a[1] * b[2]) + (a[2] * b[1]);
        return 2 * Math.Asin(Math.Min(1, Math.Sqrt((x * x) + (y * y) + (z * z))));
    }

    private void Report(double[][] differences)
    {
        foreach ((string name, int column) in
            new[] { ("position", 0), ("velocity", 1), ("attitude", 2), ("angular velocity", 3) })
        {
            double[] values = [.. differences.Select(each => each[column]).Order()];
            output.WriteLine($"{name}: median {values[values.Length / 2]:G2}, worst {values[^1]:G2}");
        }
    }
}
