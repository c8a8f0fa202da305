using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Testing;
using Hinge.Testing.Laws;
using Hinge.Torch.Tensors;
using Hinge.Torch.Training;
using Hinge.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Training;

[NoLeak]
public sealed class TrainerTests
{
    [Fact]
    public void Training_learns_and_two_runs_are_equal()
    {
        using Rig a = new("adam", Rig.Usual with { Steps = 60, Schedule = new() }), b = new("adam", a.Settings);
        a.Run(null);
        // What the program has set outside does not matter: the run has its own number of threads.
        set_num_threads(2);
        b.Run(null);
        Assert.Equal(2, get_num_threads());
        set_num_threads(1);
        SameBytes.Hold(a.Net, b.Net);
        Assert.Equal(a.Log, b.Log);
        Assert.True(a.Losses[^1] < 0.2 * a.Losses[0], $"loss {a.Losses[0]} fell only to {a.Losses[^1]}");
        using var c = new Rig("adam", a.Settings with { Seed = 6 });
        c.Run(null);
        Assert.NotEqual(ModuleWeights.Sha256(a.Net), ModuleWeights.Sha256(c.Net));
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_run_and_saves_nothing()
    {
        using var folder = new TemporaryFolder();
        using var rig = new Rig("adam");
        rig.Run(folder.File("c"), poisonedStep: 6);
        Assert.StartsWith("training: loss is NaN at step 7, at ", rig.Failure!.Message);
        Assert.Equal(6, rig.Trainer.StepsDone);
        using var again = new Rig("adam");
        again.Trainer.Resume(folder.File("c"));
        Assert.Equal(4, again.Trainer.StepsDone);
        // The step noticed before it moved anything.
        Assert.All(rig.Net.parameters(), parameter => Assert.Null(FiniteValues.FirstOther(parameter)));
    }

    [Fact]
    public void Weights_that_are_not_finite_never_replace_a_checkpoint()
    {
        using var folder = new TemporaryFolder();
        using var rig = new Rig("adam");
        rig.Trainer.Save(folder.File("c"));
        byte[] before = File.ReadAllBytes(folder.File("c"));
        using (no_grad())
            rig.Net.Head.bias!.fill_(float.PositiveInfinity);
        RunFailedException refused = Assert.Throws<RunFailedException>(() => rig.Trainer.Save(folder.File("c")));
        Assert.Contains("weight head.bias holds Infinity at [0]; step 0, network 'network'", refused.Message);
        Assert.Equal(before, File.ReadAllBytes(folder.File("c")));
        Assert.Equal(["c"], folder.Names());
    }

    [Fact]
    public void An_evaluation_stops_the_run_and_its_notes_travel()
    {
        using var folder = new TemporaryFolder();
        TrainingSettings settings = Rig.Usual with { EvaluateEvery = 3, CheckpointEvery = 100 };
        using var rig = new Rig("adam", settings);
        rig.Trainer.Notes["best"] = double.PositiveInfinity;
        rig.Trainer.Run(rig.Step, folder.File("c"), cancellation: TestContext.Current.CancellationToken, evaluate: () =>
        {
            rig.Trainer.Notes["best"] = 0.1 + 0.2;
            rig.Net.eval();
            return rig.Trainer.StepsDone < 6;
        });
        Assert.Equal(6, rig.Trainer.StepsDone);
        Assert.True(rig.Trainer.StoppedEarly);

        using var again = new Rig("adam", settings);
        again.Trainer.Resume(folder.File("c"));
        Assert.Equal(0.1 + 0.2, again.Trainer.Notes["best"]);
        again.Run(null);
        Assert.Equal(6, again.Trainer.StepsDone);
        SameBytes.Hold(rig.Net, again.Net);
    }

    [Fact]
    public void Progress_names_the_loss_and_metrics_come_as_often_as_asked()
    {
        using var rig = new Rig("adam", Rig.Usual with { LogEvery = 5 });
        var seen = new List<RunProgress>();
        var steps = new List<long>();
        rig.Trainer.Run(rig.Step, cancellation: TestContext.Current.CancellationToken, metrics: (step, values) =>
        {
            steps.Add(step);
            Assert.Equal(["loss", "accuracy", "gradient norm"], values.Select(value => value.Name));
        }, progress: new Listener(seen));
        Assert.Equal([5, 10, 12], steps);
        Assert.Equal([5, 10, 12], seen.Select(report => report.Done));
        Assert.All(seen, report => Assert.StartsWith("loss ", report.Detail));
    }

    [Fact]
    public void Every_group_follows_the_schedule_from_its_own_rate_after_a_resume_too()
    {
        using var folder = new TemporaryFolder();
        using Linear a = nn.Linear(1, 1), b = nn.Linear(1, 1);
        using Sequential both = nn.Sequential(a, b);
        using SGD optimiser = optim.SGD(
            [new SGD.ParamGroup(a.parameters(), 0.1), new SGD.ParamGroup(b.parameters(), 1.0)], 0.5);
        TrainingSettings settings = new()
        {
            Steps = 4,
            BatchSize = 1,
            Examples = 0,
            Schedule = LearningRateSchedule.Stepwise(every: 1, factor: 0.5),
        };
        var seen = new List<(double, double, double)>();
        void Step(TrainingBatch batch)
        {
            double[] rates = [.. optimiser.ParamGroups.Select(group => group.LearningRate)];
            seen.Add((batch.RateFactor, rates[0], rates[1]));
        }

        Trainer first = new(settings with { Steps = 2 }, TrainedParts.Of(both, optimiser));
        first.Run(Step, folder.File("c"), cancellation: TestContext.Current.CancellationToken);
        Trainer second = new(settings, TrainedParts.Of(both, optimiser));
        second.Resume(folder.File("c"));
        second.Run(Step, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([(1, 0.1, 1), (0.5, 0.05, 0.5), (0.25, 0.025, 0.25), (0.125, 0.0125, 0.125)], seen);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        using var net = new SmallNet();
        using Adam optimiser = optim.Adam(net.parameters());
        TrainedParts parts = TrainedParts.Of(net, optimiser);
        TrainingSettings[] wrong =
        [
            Rig.Usual with { Steps = -1 }, Rig.Usual with { BatchSize = 0 }, Rig.Usual with { Examples = -1 },
            Rig.Usual with { Threads = 0 }, Rig.Usual with { LogEvery = 0 }, Rig.Usual with { EvaluateEvery = 0 },
            Rig.Usual with { CheckpointEvery = 0 },
            Rig.Usual with { MaxGradientNorm = 0 }, Rig.Usual with { MaxGradientNorm = double.NaN },
            Rig.Usual with { Schedule = LearningRateSchedule.Cosine(3, warmUp: 3) },
        ];
        Assert.All(wrong, settings => Assert.Throws<InputException>(() => new Trainer(settings, parts)));
        Assert.Throws<InputException>(() => new Trainer(Rig.Usual, parts with
        {
            Modules = new Dictionary<string, nn.Module> { ["a.b"] = net },
        }));
    }

    private sealed class Listener(List<RunProgress> seen) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => seen.Add(value);
    }
}
