using System.Globalization;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Export;
using Hinge.Flight.Tasks;
using Hinge.Flight.Tests.Export;

namespace Hinge.Flight.Tests.Evaluation;

public class EpisodeTraceTests
{
    private static readonly HoverTask s_task = new() { ActionNoise = 0.02 };

    private static PolicyEvaluation Evaluate(HoverTask? task = null, Policy? policy = null) => Evaluator.Run(
        policy ?? SamplePolicies.Trained, Drone.Crazyflie, task ?? s_task, 150, seed: 8,
        cancellation: TestContext.Current.CancellationToken);

    [Fact]
    public void A_trace_is_the_episode_of_the_evaluation_to_the_bit()
    {
        PolicyEvaluation evaluation = Evaluate();
        foreach (EpisodeMetrics episode in (EpisodeMetrics[])
            [evaluation.Median, evaluation.WorstSurvivor!, evaluation.Episodes.First(each => !each.Survived)])
        {
            EpisodeTrace trace = evaluation.Trace(episode);
            Assert.Equal(episode.Start, trace.Metrics.Start);
            Assert.Equal(
                episode with { Start = [], Tail = 0 }, trace.Metrics with { Start = [], Tail = 0 });
            Assert.Equal(episode.Length + 1, trace.Moments.Count);
            Assert.Equal(episode.Start, trace.Moments[0].State);
            Assert.Equal(episode.EndError, trace.Moments[^1].Position.Length, 1e-6);
            Assert.Equal(episode.Return, trace.Moments.Sum(moment => (double)moment.Reward), 1e-9);
        }
    }

    // Every step of the table is one step of the scalar dynamics, under the disturbance of the start.
    [Fact]
    public void Each_row_follows_from_the_one_before()
    {
        EpisodeTrace trace = Evaluate().Trace(Evaluate().Median);
        Quadrotor quadrotor = new(Drone.Crazyflie);
        for (int i = 0; i + 1 < trace.Moments.Count; i++)
        {
            float[] state = [.. trace.Moments[i].State];
            quadrotor.Step(state, [.. trace.Moments[i].Action]);
            for (int row = 0; row < StateRow.Rotors; row++)
                Assert.Equal(state[row], trace.Moments[i + 1].State[row], 1e-4);
            Assert.Equal((i + 1) * s_task.Step, trace.Moments[i + 1].Time);
        }
    }

    [Fact]
    public void The_table_adds_up()
    {
        EpisodeTrace trace = Evaluate().Trace(Evaluate().WorstSurvivor!);
        string[] lines = trace.ToCsv().TrimEnd('\n').Split('\n');
        string[] header = lines[0].Split(',');
        Assert.Equal(trace.Moments.Count + 1, lines.Length);
        Assert.All(lines, line => Assert.Equal(header.Length, line.Split(',').Length));
        Assert.EndsWith(new string(',', header.Length - 18), lines[^1]);
        int reward = Array.IndexOf(header, "reward");
        Assert.Equal("cost_position", header[reward + 1]);
        foreach (string line in lines[1..^1])
        {
            double[] row = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            Assert.Equal(2 - row[reward], row[(reward + 1)..].Sum(), 1e-4);
            double squared = (row[1] * row[1]) + (row[2] * row[2]) + (row[3] * row[3]);
            Assert.Equal(0.5 * 40 * squared, row[reward + 1], 1e-4);
        }
    }

    [Fact]
    public void The_median_is_in_the_middle_and_the_worst_survivor_the_lowest()
    {
        PolicyEvaluation evaluation = Evaluate();
        double[] sorted = [.. evaluation.Episodes.Select(episode => episode.Return).Order()];
        Assert.Equal(sorted[74], evaluation.Median.Return);
        Assert.Equal(
            evaluation.Episodes.Where(episode => episode.Survived).Min(episode => episode.Return),
            evaluation.WorstSurvivor!.Return);
        Assert.True(evaluation.WorstSurvivor.Survived);
        PolicyEvaluation falls = Evaluate(policy: SamplePolicies.Draw(32));
        Assert.Equal(0, falls.Survival);
        Assert.Null(falls.WorstSurvivor);
    }
}
