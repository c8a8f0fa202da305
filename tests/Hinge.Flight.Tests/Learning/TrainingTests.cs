using System.Runtime.Intrinsics;
using Hinge.Core;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;
using Hinge.Flight.Learning;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Tests.Learning;

public class TrainingTests
{
    // A thousandth of the standard training, in the same proportions but for the batches.
    private static readonly Recipe s_small = Recipe.Default with
    {
        Batch = 48,
        CriticsAfter = 300,
        ActorAfter = 600,
        CandidatesFrom = 1200,
        CandidatesEvery = 300,
        ProgressEvery = 500,
        CheckpointEvery = 700,
        Curriculum = Curriculum.Default with { First = 500, Every = 250, Last = 1500 },
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static FlightSettings Small(Recipe? recipe = null, Ablations ablations = Ablations.None)
    {
        SkipWithoutVectors();
        return new()
        {
            Drone = Drone.Crazyflie,
            Recipe = recipe ?? s_small,
            Ablations = ablations,
            Steps = 1801,
            TestEpisodes = 20,
            Seed = 4,
        };
    }

    // The products themselves are held to the plain loops elsewhere.
    private static void SkipWithoutVectors() => Assert.SkipUnless(
        Vector256.IsHardwareAccelerated, "without vector instructions a training takes minutes");

    public static TheoryData<bool, Ablations> Cases => new()
    {
        { true, Ablations.None }, { false, Ablations.None }, { true, Ablations.Asymmetric },
        { true, Ablations.RotorDelay }, { true, Ablations.Disturbance | Ablations.Curriculum },
        { true, Ablations.TargetReward | Ablations.ObservationNoise | Ablations.NoiseDecay },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_thread_and_two_give_the_same_bits(bool shared, Ablations ablations)
    {
        FlightSettings settings = Small(s_small with { SharedBatch = shared }, ablations);
        FlightResult one = Td3Trainer.Train(settings, cancellation: Stop), two = Td3Trainer.Train(settings with { Threads = 2 }, cancellation: Stop);
        Assert.Equal(RawPolicy.ToBytes(one.Last), RawPolicy.ToBytes(two.Last));
        Assert.Equal(RawPolicy.ToBytes(one.Selected), RawPolicy.ToBytes(two.Selected));
        Assert.Equal(one.Test!.Return, two.Test!.Return);
        Assert.NotEqual(
            RawPolicy.ToBytes(one.Last), RawPolicy.ToBytes(Td3Trainer.Train(settings with { Seed = 5 }, cancellation: Stop).Last));
    }

    [Fact]
    public void Updates_come_when_they_are_due()
    {
        FlightResult result = Td3Trainer.Train(Small(), cancellation: Stop);
        Assert.Equal((150, 60), (result.CriticUpdates, result.ActorUpdates));
        Assert.Equal([1200, 1200, 1200, 1500, 1500, 1500, 1800, 1800, 1800], result.Candidates.Select(candidate => candidate.Step));

        // The standard training's, without making them.
        Recipe standard = Recipe.Default;
        Assert.Equal(28_500, Enumerable.Range(0, Recipe.StandardSteps).Count(standard.TeachesCritics));
        Assert.Equal(
            13_500,
            Enumerable.Range(0, Recipe.StandardSteps).Count(
                step => standard.TeachesCritics(step) && standard.TeachesActor(step)));
        Assert.Equal(21, Enumerable.Range(0, Recipe.StandardSteps).Count(standard.HasCandidates));
    }

    [Theory]
    [InlineData(650)]
    [InlineData(1350)]
    public void A_training_that_was_saved_goes_on_to_the_same_bits(int at)
    {
        FlightSettings settings = Small();
        List<string> whole = [], parts = [];
        FlightResult expected = Td3Trainer.Train(settings, new Told(whole), Stop);
        using MemoryStream state = new();
        double before;
        using (Td3Trainer first = new(settings))
        {
            while (first.Step < at)
                first.Advance(new Told(parts), Stop);
            first.Save(state);
            before = first.Operations;
        }
        state.Position = 0;
        using Td3Trainer second = Td3Trainer.Resume(settings, state, "state");
        FlightResult result = second.Finish(new Told(parts), Stop);
        Assert.Equal(RawPolicy.ToBytes(expected.Last), RawPolicy.ToBytes(result.Last));
        Assert.Equal(RawPolicy.ToBytes(expected.Selected), RawPolicy.ToBytes(result.Selected));
        Assert.Equal(expected.Test!.Return, result.Test!.Return);
        Assert.Equal(whole, parts);
        Assert.Equal(expected.Timings.Operations, before + result.Timings.Operations, 1e-9 * before);
    }

    [Fact]
    public void A_damaged_state_is_refused_in_one_line()
    {
        FlightSettings settings = Small();
        using MemoryStream state = new();
        using (Td3Trainer trainer = new(settings))
        {
            for (int i = 0; i < 20; i++)
                trainer.Advance(null, Stop);
            trainer.Save(state);
        }
        byte[] sound = state.ToArray();
        for (int i = 0; i < 40; i++)
        {
            byte[] damaged = [.. sound];
            damaged[i * (sound.Length / 40)] ^= 1;
            Assert.Throws<InputException>(() => Td3Trainer.Resume(settings, new MemoryStream(damaged), "state"));
        }
        Assert.Throws<InputException>(() => Td3Trainer.Resume(settings, new MemoryStream(sound[..^7]), "state"));
        Assert.Equal(
            "state: the state of a training with other settings",
            Assert.Throws<InputException>(
                () => Td3Trainer.Resume(settings with { Seed = 9 }, new MemoryStream(sound), "state")).Message);
    }

    [Fact]
    public void A_training_that_diverges_is_told_with_step_and_network()
    {
        using Td3Trainer trainer = new(Small());
        for (int i = 0; i < 400; i++)
            trainer.Advance(null, Stop);
        trainer.Learner.Critics[1].Weights[5] = float.NaN;
        string message = Assert.Throws<RunFailedException>(() => trainer.Finish(cancellation: Stop)).Message;
        Assert.Matches(@"^training diverged at step 500: a weight of the critic [12] is NaN$", message);
    }

    [Fact]
    public void Learning_makes_episodes_longer()
    {
        // A fifth of the standard training, without tests in between.
        SkipWithoutVectors();
        FlightSettings settings = new()
        {
            Drone = Drone.Crazyflie,
            Recipe = Recipe.Default with { CriticsAfter = 5_000, ActorAfter = 8_000 },
            Steps = 60_001,
            Threads = 2,
            TestEpisodes = 200,
        };
        using Td3Trainer untrained = new(settings);
        double before = Hinge.Flight.Evaluation.Evaluator.Run(
            untrained.Snapshot(untrained.Learner.Actor), Drone.Crazyflie, settings.Task, 200, cancellation: Stop).Length;
        FlightResult result = Td3Trainer.Train(settings, cancellation: Stop);
        Assert.True(result.Test!.Length > before, $"{result.Test.Length} steps after {before}");
    }

    [Theory]
    [InlineData(Ablations.None)]
    [InlineData(Ablations.Curriculum)]
    [InlineData(Ablations.TargetReward)]
    public void The_weights_change_only_where_they_are_said_to(Ablations ablations)
    {
        Recipe steep = s_small with { Curriculum = s_small.Curriculum with { Every = 100, Last = 5000, Position = 1.5 } };
        FlightSettings settings = new()
        {
            Drone = Drone.Crazyflie, Recipe = steep, Ablations = ablations, Steps = 1801,
        };
        for (int step = 1; step < settings.Steps; step++)
            Assert.True(settings.RaisesAt(step) || settings.WeightsAt(step) == settings.WeightsAt(step - 1), $"{step}");
        Assert.Equal(ablations == Ablations.None, settings.RaisesAt(600));
    }

    [Fact]
    public void Steps_and_updates_allocate_nothing()
    {
        using Td3Trainer trainer = new(Small(s_small with { Selects = false }));
        for (int i = 0; i < 1000; i++)
            trainer.Advance(null, Stop);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 400; i++)
            trainer.Learner.Update(withActor: i % 2 == 0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Impossible_settings_are_refused()
    {
        Assert.Contains("not more than the 30000", Refusal(new() { Drone = Drone.Crazyflie, Steps = 30_000 }));
        Assert.Contains("threads: 0", Refusal(new() { Drone = Drone.Crazyflie, Threads = 0 }));
        Assert.Contains("default or faithful", Assert.Throws<InputException>(() => Recipe.Named("quik")).Message);
    }

    private static string Refusal(FlightSettings settings) => Assert.Throws<InputException>(settings.Check).Message;

    private sealed class Told(List<string> lines) : IProgress<FlightEvent>
    {
        public void Report(FlightEvent value) => lines.Add(value is CandidateValidated validated
            ? $"{validated.Step} {validated.Candidate.First} {validated.IsBest}"
            : value.ToString());
    }
}
