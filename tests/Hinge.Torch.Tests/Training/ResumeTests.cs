using Hinge.Core;
using Hinge.Testing;
using Hinge.Testing.Laws;
using Hinge.Torch.Weights;
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

    private static string Refusal(Rig rig, string file) =>
        Assert.Throws<InputException>(() => rig.Trainer.Resume(file)).Message;
}
