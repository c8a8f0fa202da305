using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Export;
using Hinge.Flight.Learning;
using Hinge.Flight.Tasks;
using Hinge.Flight.Tests.Dynamics;
using Hinge.Flight.Tests.Export;

namespace Hinge.Flight.Tests.MuJoCo;

public class MuJoCoTests(ITestOutputHelper output)
{
    // The bounds of specification §10, in single precision: position, velocity, tilt, angular velocity.
    private static readonly double[] s_bounds = [1e-5, 1e-4, 1e-4, 1e-3];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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

    public static TheoryData<bool> Policies => [false, true];

    // The bound of specification §10 for closed loops, on the same starts and disturbances with other noise.
    [Theory]
    [MemberData(nameof(Policies))]
    public void A_policy_catches_as_many_drones_in_MuJoCo_as_in_the_simulator(bool trained) => FlyBoth(
        trained ? SamplePolicies.Trained : LinearPolicy.Create(), count: 150, substeps: 2);

    [Fact(Explicit = true)]
    public void Figures_of_the_page_in_closed_loop()
    {
        FlyBoth(LinearPolicy.Create(), count: 1000, substeps: 10);
        for (ulong seed = 0; seed < 2; seed++)
        {
            FlightSettings settings = new() { Drone = Drone.Crazyflie, Seed = seed, Threads = 2, TestEpisodes = 0 };
            output.WriteLine($"hinge fly train --seed {seed}");
            FlyBoth(Td3Trainer.Train(settings, cancellation: Stop).Selected, count: 1000, substeps: 10);
        }
    }

    private void FlyBoth(Policy policy, int count, int substeps)
    {
        HoverTask task = new();
        float[][] starts = MuJoCoHover.Starts(Drone.Crazyflie, task, count, seed: 5);
        (double Survival, double Settled) there =
            MuJoCoHover.ClosedLoop(policy, Drone.Crazyflie, task, starts, substeps);
        PolicyEvaluation own = Evaluator.Run(policy, Drone.Crazyflie, task, count, seed: 5, cancellation: Stop);
        output.WriteLine($"survival {own.Survival} and {there.Survival}, settled {own.Settled} and {there.Settled}");
        Assert.Equal(starts, own.Episodes.Select(episode => episode.Start));
        Assert.InRange(own.Survival, 0.7, 0.99);
        Assert.Equal(own.Survival, there.Survival, 0.05);
        Assert.Equal(own.Settled, there.Settled, 0.05);
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
