using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Tests.Tasks;

public class HoverEpisodeTests
{
    private static readonly float[] s_hover = [0.33405f, 0.33405f, 0.33405f, 0.33405f];

    [Fact]
    public void The_observation_is_position_rotation_velocities_and_history()
    {
        HoverTask task = new() { ObservationNoise = ObservationNoise.None, History = 3 };
        HoverEpisode episode = new(Drone.Crazyflie, task, 4);
        float[] first = [0.1f, 0.2f, 0.3f, 0.4f], second = [-0.1f, -2, 0.5f, 0];
        episode.Step(first);
        episode.Step(second);
        float[] seen = new float[ObservationLayout.Actor(3)], critic = new float[ObservationLayout.Privileged];
        episode.Observe(seen);
        episode.ObservePrivileged(critic);
        float[] state = [.. episode.State];

        Assert.Equal(30, seen.Length);
        Assert.Equal(state[..3], seen[..3]);
        Assert.Equal(state[7..13], seen[12..18]);
        Assert.Equal([0, 0, 0, 0, .. first, .. second], seen[18..]);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                float rows = 0, columns = 0;
                for (int k = 0; k < 3; k++)
                {
                    rows += seen[3 + (3 * i) + k] * seen[3 + (3 * j) + k];
                    columns += seen[3 + (3 * k) + i] * seen[3 + (3 * k) + j];
                }
                Assert.Equal(i == j ? 1 : 0, rows, 1e-6f);
                Assert.Equal(i == j ? 1 : 0, columns, 1e-6f);
            }
        }

        Assert.Equal(seen[..18], critic[..18]);
        Assert.Equal(state[17..23], critic[18..24]);
        for (int i = 0; i < 4; i++)
            Assert.Equal((state[13 + i] / 10851) - 1, critic[24 + i], 1e-6f);
    }

    [Fact]
    public void Noise_has_its_deviations_and_every_look_its_own()
    {
        HoverEpisode episode = new(Drone.Crazyflie, new(), 5);
        float[] clean = new float[ObservationLayout.Privileged], seen = new float[ObservationLayout.Actor(32)];
        episode.ObservePrivileged(clean);
        double[] squares = new double[18];
        const int looks = 20_000;
        for (int look = 0; look < looks; look++)
        {
            episode.Observe(seen);
            for (int i = 0; i < 18; i++)
                squares[i] += (seen[i] - clean[i]) * (double)(seen[i] - clean[i]);
        }
        for (int i = 0; i < 18; i++)
            Assert.Equal(i < 12 ? 0.001 : 0.002, Math.Sqrt(squares[i] / looks), 4e-5);
        Assert.All(seen[18..], value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_perfect_hover_scores_two_a_step_and_is_cut_off_not_lost()
    {
        HoverTask task = new()
        {
            Start = new() { Guidance = 1, Velocity = 0, AngularVelocity = 0, RotorLow = 0.33405, RotorHigh = 0.33405 },
            Disturbance = new() { ForcePerWeight = 0, TorqueLever = 0 },
        };
        HoverEpisode episode = new(Drone.Crazyflie, task, 6);
        double sum = 0;
        StepOutcome outcome;
        do
        {
            outcome = episode.Step(s_hover);
            sum += task.Reward.Of(task.Reward.Evaluation, outcome.Costs, outcome.Terminated);
        }
        while (!outcome.Ended);

        Assert.Equal((500, false, true), (episode.Steps, outcome.Terminated, outcome.Truncated));
        Assert.Equal(1000, sum, 1e-2);
    }

    [Fact]
    public void A_falling_drone_loses_its_episode_and_the_reward_of_that_step()
    {
        HoverTask task = new();
        HoverEpisode episode = new(Drone.Crazyflie, task, 7);
        StepOutcome outcome;
        do
            outcome = episode.Step([-1, -1, -1, -1]);
        while (!outcome.Ended);

        Assert.True(outcome.Terminated);
        Assert.False(outcome.Truncated);
        Assert.InRange(episode.Steps, 5, 100);
        Assert.Equal(0, task.Reward.Of(task.Reward.Evaluation, outcome.Costs, outcome.Terminated));
    }

    [Theory]
    [InlineData(StateRow.Position, 0.6f, 0.61f)]
    [InlineData(StateRow.Velocity + 1, 1000, 1001)]
    [InlineData(StateRow.AngularVelocity + 2, 1000, 1001)]
    public void A_bound_holds_at_its_value_and_NaN_is_beyond_it(int row, float inside, float outside)
    {
        float[] state = new float[StateRow.Count];
        foreach (int sign in new[] { 1, -1 })
        {
            state[row] = sign * inside;
            Assert.False(new Termination().Ends(state));
            state[row] = sign * outside;
            Assert.True(new Termination().Ends(state));
        }
        state[row] = float.NaN;
        Assert.True(new Termination().Ends(state));
    }

    [Fact]
    public void The_reward_weighs_the_squares_of_the_state_before_the_step()
    {
        float[] state = new float[StateRow.Count], next = new float[StateRow.Count];
        (state[0], state[1], state[3], state[7], state[10]) = (0.3f, 0.4f, 0.8f, 2, 3);
        (next[7], next[10]) = (2.5f, 2);
        RewardCosts costs = RewardCosts.Of(
            state, next, 0.01f, [1.334f, 5, 0.334f, -0.666f], [0.334f, 0, 0.334f, 0.334f]);

        Assert.Equal(0.25f, costs.Position, 1e-6f);
        Assert.Equal(0.36f, costs.Tilt, 1e-6f);
        Assert.Equal((4f, 9f), (costs.Velocity, costs.AngularVelocity));
        Assert.Equal(2500, costs.Acceleration, 1e-2f);
        Assert.Equal(10_000, costs.AngularAcceleration, 1e-1f);
        Assert.Equal((0.666f * 0.666f) + 1 + 1, costs.Action, 1e-6f);   // the first two are clamped to 1
        Assert.Equal(
            2 - (0.5f * ((40 * 0.25f) + (5 * 0.36f) + 4 + costs.Action)),
            new Reward().Of(RewardWeights.Evaluation, costs, terminated: false), 1e-5f);
        Assert.Equal(0.334f, HoverTask.HoverActions(Drone.Crazyflie)[2]);
    }

    [Fact]
    public void Episodes_repeat_by_their_number_whatever_was_flown_before()
    {
        HoverEpisode one = new(Drone.X500, new(), 8), other = new(Drone.X500, new(), 8);
        other.Begin(5);
        other.Step(s_hover);
        foreach (ulong number in new ulong[] { 3, 0 })
        {
            one.Begin(number);
            other.Begin(number);
            float[] a = new float[ObservationLayout.Actor(32)], b = new float[ObservationLayout.Actor(32)];
            for (int step = 0; step < 20; step++)
            {
                one.Observe(a);
                other.Observe(b);
                Assert.Equal(a, b);
                Assert.Equal(one.Step(a.AsSpan(0, 4)), other.Step(b.AsSpan(0, 4)));
            }
        }
    }

    [Fact]
    public void A_step_and_a_look_allocate_nothing()
    {
        HoverEpisode episode = new(Drone.Crazyflie, new() { ActionNoise = 0.01 }, 9);
        float[] seen = new float[ObservationLayout.Actor(32)], critic = new float[ObservationLayout.Privileged];
        void Once()
        {
            episode.Step(s_hover);
            episode.Observe(seen);
            episode.ObservePrivileged(critic);
        }
        Once();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
