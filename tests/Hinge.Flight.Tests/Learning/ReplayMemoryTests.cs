using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Learning;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Tests.Learning;

public class ReplayMemoryTests
{
    [Fact]
    public unsafe void Batches_hold_what_was_seen_with_its_whole_history()
    {
        const int episodes = 100, steps = 7, history = 5;
        FlightSettings settings = new() { Drone = Drone.Crazyflie, Task = new() { History = history } };
        CriticLayout layout = new(settings);
        using ReplayMemory memory = new(episodes * steps, history);
        RandomStream random = new(1);
        List<(float[] Actor, float[] Next, float[] Critic, float[] NextCritic)> seen = [];
        for (int episode = 0; episode < episodes; episode++)
        {
            memory.BeginEpisode();
            ActionHistory past = new(history);
            float[] nextPrivileged = Draw(random, 28);
            for (int step = 0; step < steps; step++)
            {
                Assert.Equal(past.Actions, memory.History);
                float[] body = Draw(random, 18), next = Draw(random, 18), action = Draw(random, 4);
                float[] privileged = nextPrivileged;
                nextPrivileged = Draw(random, 28);
                float[] actor = [.. body, .. past.Actions];
                past.Push(action);
                seen.Add((actor, [.. next, .. past.Actions], [.. privileged, .. action], nextPrivileged));
                memory.Add(body, privileged, action, default, seen.Count, step == steps - 1, next, nextPrivileged);
            }
        }
        ReplayBatch batch = new(seen.Count, seen.Count, 18 + (4 * history), 32);
        for (int i = 0; i < seen.Count; i++)
            batch.Places[i] = i;
        memory.GatherForActor(batch, 0, 300, layout);
        memory.GatherForActor(batch, 300, seen.Count - 300, layout);
        memory.GatherForCritics(batch, 0, 300, 0, layout);
        memory.GatherForCritics(batch, 300, seen.Count - 300, 300, layout);
        for (int i = 0; i < seen.Count; i++)
        {
            Assert.Equal(seen[i].Actor, new ReadOnlySpan<float>(batch.Actor + (i * 38), 38));
            Assert.Equal(seen[i].Next, new ReadOnlySpan<float>(batch.NextActor + (i * 38), 38));
            Assert.Equal(seen[i].Critic, new ReadOnlySpan<float>(batch.Critic + (i * 32), 32));
            Assert.Equal(seen[i].NextCritic, new ReadOnlySpan<float>(batch.NextCritic + (i * 32), 28));
            Assert.Equal((i + 1, i % steps == steps - 1), (batch.Rewards[i], batch.Terminated[i]));
        }
    }

    [Fact]
    public void Rewards_computed_again_have_the_bits_of_fresh_ones()
    {
        FlightSettings settings = new() { Drone = Drone.Crazyflie };
        Reward reward = settings.Task.Reward;
        using ReplayMemory memory = new(500, 32);
        HoverEpisode episode = new(Drone.Crazyflie, settings.Task, 2);
        RandomStream random = new(3);
        float[] observation = new float[146], privileged = new float[28];
        List<StepOutcome> outcomes = [];
        memory.BeginEpisode();
        for (int i = 0; i < 500; i++)
        {
            float[] action = Draw(random, 4);
            StepOutcome outcome = episode.Step(action);
            outcomes.Add(outcome);
            memory.Add(
                observation, privileged, action, outcome.Costs,
                reward.Of(reward.Start, outcome.Costs, outcome.Terminated), outcome.Terminated, observation, privileged);
            if (outcome.Ended)
            {
                episode.Begin(episode.Number + 1);
                memory.BeginEpisode();
            }
        }
        RewardWeights raised = Curriculum.Default.At(100_000, reward);
        memory.Recompute(reward, raised);
        for (int i = 0; i < 500; i++)
            Assert.Equal(reward.Of(raised, outcomes[i].Costs, outcomes[i].Terminated), memory.RewardOf(i));
        Assert.Contains(outcomes, outcome => outcome.Terminated);
    }

    [Theory]
    [InlineData(Ablations.None, 32, 146)]
    [InlineData(Ablations.History, 32, 18)]
    [InlineData(Ablations.Asymmetric, 150, 146)]
    [InlineData(Ablations.RotorDelay, 28, 18)]
    [InlineData(Ablations.Disturbance, 26, 146)]
    [InlineData(Ablations.Asymmetric | Ablations.History, 22, 18)]
    public void Ablations_take_away_what_critic_and_actor_see(Ablations ablations, int critic, int actor)
    {
        FlightSettings settings = new() { Drone = Drone.Crazyflie, Ablations = ablations };
        Assert.Equal(critic, new CriticLayout(settings).Inputs);
        Assert.Equal(actor, ObservationLayout.Actor(settings.History));
    }

    private static float[] Draw(RandomStream random, int count)
    {
        float[] values = new float[count];
        random.FillUniform(values, -1, 1);
        return values;
    }
}
