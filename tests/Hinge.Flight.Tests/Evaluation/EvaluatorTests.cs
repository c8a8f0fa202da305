using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Export;
using Hinge.Flight.Tasks;
using Hinge.Testing.Samples;

namespace Hinge.Flight.Tests.Evaluation;

public class EvaluatorTests
{
    private static readonly HoverTask s_task = new() { History = 0, EpisodeSteps = 120 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Policy Law() => RawPolicy.Parse(HoverLaw.ToBytes(0), "law");

    [Fact]
    public void Episodes_are_those_of_the_scalar_task()
    {
        // 150 episodes: two chunks, of which the second is not full.
        Policy policy = Law();
        PolicyEvaluation evaluation = Evaluator.Run(policy, Drone.Crazyflie, s_task, 150, seed: 3, cancellation: Stop);
        HoverEpisode episode = new(Drone.Crazyflie, s_task, 3);
        float[] observation = new float[policy.Inputs], action = new float[4];
        int equal = 0;
        foreach (EpisodeMetrics metrics in evaluation.Episodes)
        {
            episode.Begin((ulong)metrics.Number);
            Assert.Equal(episode.State.ToArray(), metrics.Start);
            double sum = 0;
            StepOutcome outcome;
            do
            {
                episode.Observe(observation);
                policy.Act(observation, action);
                outcome = episode.Step(action);
                sum += s_task.Reward.Of(s_task.Reward.Evaluation, outcome.Costs, outcome.Terminated);
            }
            while (!outcome.Ended);

            // Vector kernels round otherwise, and a tumbling drone amplifies it: near a bound it may leave a step later.
            if (episode.Steps != metrics.Length)
                continue;
            equal++;
            Assert.Equal(sum, metrics.Return, 2e-3 * (10 + Math.Abs(sum)));
            Assert.Equal(!outcome.Terminated, metrics.Survived);
        }
        Assert.InRange(equal, 145, 150);
        Assert.Equal(evaluation.Episodes.Average(each => each.Return), evaluation.Return);
    }

    [Fact]
    public void Threads_and_the_number_of_episodes_change_nothing()
    {
        Policy policy = Law();
        double[] one = Returns(Evaluator.Run(policy, Drone.Crazyflie, s_task, 300, seed: 5, cancellation: Stop));
        double[] two = Returns(Evaluator.Run(policy, Drone.Crazyflie, s_task, 300, seed: 5, threads: 2, cancellation: Stop));
        double[] few = Returns(Evaluator.Run(policy, Drone.Crazyflie, s_task, 40, seed: 5, cancellation: Stop));
        Assert.Equal(one, two);
        Assert.Equal(one[..40], few);
        Assert.NotEqual(one[..40], Returns(Evaluator.Run(policy, Drone.Crazyflie, s_task, 40, seed: 6, cancellation: Stop)));
    }

    [Fact]
    public void A_drone_that_falls_leaves_after_the_time_of_a_fall()
    {
        // No thrust from mid-range rotors that run down: the least the law of gravity allows is 0.35 s for 0.6 m.
        float[] weights = new float[RandomlyDrawn(0).Layout.Count];
        weights.AsSpan(RandomlyDrawn(0).Layout.Bias3, 4).Fill(-10);
        Policy fall = new(weights, 0, "crazyflie", "hover", 0.01);
        HoverTask calm = s_task with { Start = new() { Guidance = 1, Velocity = 0, AngularVelocity = 0 } };
        PolicyEvaluation evaluation = Evaluator.Run(fall, Drone.Crazyflie, calm, 20, cancellation: Stop);
        Assert.Equal(0, evaluation.Survival);
        Assert.Null(evaluation.Tail);
        Assert.All(evaluation.Episodes, each => Assert.InRange(each.Length, 36, 60));
        Assert.All(evaluation.Episodes, each => Assert.InRange(each.EndError, 0.6, 0.66));
        Assert.All(evaluation.Episodes, each => Assert.True(double.IsNaN(each.AfterOneSecond.Tilt)));
    }

    [Fact]
    public void Another_history_or_step_is_refused()
    {
        Policy policy = Law();
        Assert.Equal(
            "the policy sees 0 past actions and the task gives 32",
            Assert.Throws<PolicyFormatException>(
                () => Evaluator.Run(policy, Drone.Crazyflie, new HoverTask(), cancellation: Stop)).Message);
        Assert.Equal(
            "the policy acts every 0.01 s and the task every 0.005 s",
            Assert.Throws<PolicyFormatException>(
                () => Evaluator.Run(policy, Drone.Crazyflie, s_task with { Step = 0.005 }, cancellation: Stop)).Message);
    }

    [Fact]
    public void Summaries_of_seeds_are_those_of_the_sorted_values()
    {
        SeedSummary summary = SeedSummary.Of([4, 1, 3, 2, 10]);
        Assert.Equal((3, 2, 4, 4), (summary.Median, summary.LowerQuartile, summary.UpperQuartile, summary.Mean));
        Assert.InRange(summary.Low, 1, 3);
        Assert.InRange(summary.High, 3, 10);
        Assert.Equal(2, SeedSummary.Of([2]).High);
    }

    private static Policy RandomlyDrawn(int history)
    {
        Hinge.Flight.Networks.Mlp net = new(18 + (4 * history), 4, tanhOutput: true, 1);
        net.Draw(new RandomStream(1));
        return new(net.Weights, history, "crazyflie", "hover", 0.01);
    }

    private static double[] Returns(PolicyEvaluation evaluation) =>
        [.. evaluation.Episodes.Select(episode => episode.Return)];
}
