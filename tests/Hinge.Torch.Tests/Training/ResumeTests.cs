using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Randomness;
using Hinge.Testing;
using Hinge.Testing.Laws;
using Hinge.Torch.Training;
using Hinge.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Training;

[NoLeak]
public sealed class ResumeTests
{
    public static TheoryData<string> Optimisers =>
        ["adam", "adam-groups", "adamw", "sgd", "nesterov", "rmsprop", "nadam", "adagrad"];

    [Theory]
    [MemberData(nameof(Optimisers))]
    public void A_run_cut_at_any_step_equals_the_straight_run_to_the_byte(string optimiser)
    {
        using var folder = new TemporaryFolder();
        using var straight = new Rig(optimiser);
        straight.Run(folder.File("straight"));

        foreach (int cut in new[] { 1, 7 })
        {
            string file = folder.File($"cut{cut}");
            using var cancel = new CancellationTokenSource();
            using var first = new Rig(optimiser);
            Assert.Throws<OperationCanceledException>(() => first.Run(file, step =>
            {
                if (step == cut)
                    cancel.Cancel();
            }, cancel));
            Assert.Equal(cut, first.Trainer.StepsDone);

            // Another seed for the weights and another state of libtorch's generator: neither may show.
            manual_seed(cut);
            using var second = new Rig(optimiser, weights: 99);
            second.Trainer.Resume(file);
            Assert.Equal(cut, second.Trainer.StepsDone);
            second.Run(file);
            SameBytes.Hold(straight.Net, second.Net);
            SameBytes.HoldInFiles(folder.File("straight"), file);
            Assert.Equal(straight.Log, [.. first.Log, .. second.Log]);
        }
    }

    [Fact]
    public void A_crash_within_a_step_leaves_the_last_checkpoint_to_resume_from()
    {
        using var folder = new TemporaryFolder();
        using Rig straight = new("sgd"), first = new("sgd"), second = new("sgd", weights: 99);
        straight.Run(null);
        Assert.Throws<IOException>(() => first.Run(folder.File("c"), step =>
        {
            if (step == 10)
                throw new IOException("power cut");
        }));
        second.Trainer.Resume(folder.File("c"));
        Assert.Equal(8, second.Trainer.StepsDone);
        second.Run(null);
        SameBytes.Hold(straight.Net, second.Net);
    }

    [Fact]
    public void A_checkpoint_of_other_settings_is_refused_with_both_values()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("c");
        using (var rig = new Rig("adam"))
            rig.Trainer.Save(file);
        using var other = new Rig("adam", Rig.Usual with { BatchSize = 7, Seed = 8, Task = "digits", Threads = 2 });
        Assert.Equal($"'{file}' is a checkpoint of another run: seed is '5' there and '8' here; "
            + "batch size is '6' there and '7' here; "
            + "threads is '1' there and '2' here; task is '' there and 'digits' here", Refusal(other, file));

        using var faster = new Rig("adam-groups");
        Assert.Contains("rate 0.01, amsgrad False", Refusal(faster, file));
        Assert.Contains("2 parameters, rate 0.1", Refusal(faster, file));
        using var sgd = new Rig("sgd");
        Assert.Contains("optimiser: Adam(", Refusal(sgd, file));
        Assert.Contains("optimiser: SGD(", Refusal(sgd, file));

        using var longer = new Rig("adam", Rig.Usual with { Steps = 1000, CheckpointEvery = 1 });
        longer.Trainer.Resume(file);
    }

    [Fact]
    public void A_checkpoint_of_another_network_is_refused_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("c");
        using (var rig = new Rig("adam"))
            rig.Run(file);
        using var other = new Rig("adam", classes: 4);
        string before = ModuleWeights.Sha256(other.Net);
        Assert.Equal($"'{file}', network 'network': 2 tensors do not fit SmallNet (13 found, 13 expected): "
            + "head.weight found Float32 [3, 128], expected Float32 [4, 128]; "
            + "head.bias found Float32 [3], expected Float32 [4]", Refusal(other, file));
        Assert.Equal(before, ModuleWeights.Sha256(other.Net));
        Assert.Equal(0, other.Trainer.StepsDone);

        ModuleWeights.Save(other.Net, folder.File("w"));
        Assert.Equal($"'{folder.File("w")}': format is none, expected a training checkpoint (hinge-training-1)",
            Refusal(other, folder.File("w")));
    }

    [Fact]
    public void A_parameter_that_a_step_does_not_reach_stays_where_it_is()
    {
        using var folder = new TemporaryFolder();
        using Sequential straight = Pair(), cut = Pair();
        Run(straight, steps: 4, folder.File("straight"), resume: false);
        // After two steps the second layer has moments, and the third step does not reach it.
        Run(cut, steps: 2, folder.File("cut"), resume: false);
        string before = ModuleWeights.Sha256((Linear)cut[1]);
        Run(cut, steps: 3, folder.File("cut"), resume: true);
        Assert.Equal(before, ModuleWeights.Sha256((Linear)cut[1]));
        Run(cut, steps: 4, folder.File("cut"), resume: true);
        SameBytes.Hold(straight, cut);
        SameBytes.HoldInFiles(folder.File("straight"), folder.File("cut"));

        static Sequential Pair()
        {
            Sequential pair = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2));
            Initialisation.KaimingUniform(pair, new RandomStream(1));
            return pair;
        }

        static void Run(Sequential net, long steps, string checkpoint, bool resume)
        {
            using Adam optimiser = optim.Adam(net.parameters(), 0.1);
            TrainingSettings settings = new() { Steps = steps, BatchSize = 1, Examples = 0 };
            Trainer trainer = new(settings, TrainedParts.Of(net, optimiser));
            if (resume)
                trainer.Resume(checkpoint);
            trainer.Run(GradientStep.Minimise(settings, net, optimiser, batch =>
            {
                Tensor x = Draw.Gaussian(batch.Random, [1, 2], ScalarType.Float32), y = net[0].call(x);
                return (batch.Step % 2 == 1 ? net[1].call(y) : y).square().sum();
            }), checkpoint, cancellation: TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("step", "soon", "step is 'soon', expected a number")]
    [InlineData("step", "-1", "step is -1, expected 0 or more")]
    [InlineData("note.best", "", "note.best is '', expected a number")]
    [InlineData("format", "hinge-training-9", "format is hinge-training-9, expected a training checkpoint")]
    public void Altered_metadata_is_refused(string key, string value, string expected) =>
        AssertRefused((_, metadata) => metadata[key] = value, expected);

    [Fact]
    public void Altered_optimiser_state_is_refused()
    {
        AssertRefused((tensors, _) => tensors.Remove("optimiser.optimiser.3.step"),
            "optimiser 'optimiser': 3.step is missing, expected the state of a parameter of Float32 [4]");
        AssertRefused((tensors, _) => tensors["optimiser.optimiser.0.exp_avg"] = NdArray.From<float>([1f], 1),
            "0.exp_avg is Float32 [1], expected the state of a parameter of Float32 [4, 1, 3, 3]");
        AssertRefused((tensors, _) => tensors["optimiser.optimiser.77.step"] = NdArray.From<long>([1]), "expected ");
        AssertRefused((tensors, _) => tensors["stray"] = NdArray.From<long>([1]), "tensors, of which this run has ");
    }

    private static void AssertRefused(
        Action<Dictionary<string, NdArray>, Dictionary<string, string>> alter, string expected)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("c");
        using (var rig = new Rig("adam"))
            rig.Run(file);
        SafetensorsFile good = SafetensorsFile.Read(file);
        Dictionary<string, NdArray> tensors = new(good.Tensors);
        Dictionary<string, string> metadata = new(good.Metadata);
        alter(tensors, metadata);
        SafetensorsFile.Write(file, tensors, metadata);
        using Rig other = new("adam", weights: 2), twin = new("adam", weights: 2);
        Assert.Contains(expected, Refusal(other, file));
        SameBytes.Hold(twin.Net, other.Net);
        Assert.Equal(0, other.Trainer.StepsDone);
    }

    private static string Refusal(Rig rig, string file) =>
        Assert.Throws<InputException>(() => rig.Trainer.Resume(file)).Message;
}
