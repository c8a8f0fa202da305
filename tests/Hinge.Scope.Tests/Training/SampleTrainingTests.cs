using System.Runtime;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scope.Networks;
using Hinge.Scope.Training;
using Hinge.Testing.Laws;

namespace Hinge.Scope.Tests.Training;

[NoLeak]
public sealed class SampleTrainingTests : IDisposable
{
    // Training makes so many of the numbers that OneAtATime.cs speaks of that even the test platform's own threads come
    // in between: no collection while one trains.
    private readonly bool _uncollected = GC.TryStartNoGCRegion(200 << 20);

    public void Dispose()
    {
        if (_uncollected && GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            GC.EndNoGCRegion();
    }

    public static TheoryData<string> Names => [.. EmbeddedNetworks.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_settings_give_the_same_bytes_and_another_seed_gives_others(string name)
    {
        SampleTrainingSettings settings = Short(name);
        using TrainedSample one = Train(settings), two = Train(settings), other = Train(settings with { Seed = 2 });
        SameBytes.Hold(one.Network, two.Network);
        Assert.Equal(one.Result, two.Result);
        Assert.Equal(settings.Steps, one.Result.Steps);
        Assert.NotEqual(one.Result.Sha256, other.Result.Sha256);
        Assert.False(one.Network.training);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_cut_in_the_middle_goes_on_to_the_byte(string name)
    {
        using TemporaryFolder folder = new();
        SampleTrainingSettings settings = Short(name);
        using TrainedSample straight = Train(settings, folder.File("straight"));

        using CancellationTokenSource cancel = new();
        List<RunProgress> seen = [];
        Assert.Throws<OperationCanceledException>(() => SampleTraining.Train(
            settings, folder.File("cut"), new Cancelling(cancel, seen), cancellation: cancel.Token));
        Assert.Equal((name, 50, settings.Steps), (seen[0].Stage, seen[0].Done, seen[0].Total));

        long from = -1;
        using TrainedSample resumed = SampleTraining.Train(
            settings, folder.File("cut"), resumed: step => from = step,
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(50, from);
        SameBytes.Hold(straight.Network, resumed.Network);
        SameBytes.HoldInFiles(folder.File("straight"), folder.File("cut"));

        using TrainedSample again = Train(settings, folder.File("cut"));
        Assert.Equal(straight.Result, again.Result);
    }

    [Fact]
    public void A_short_training_learns()
    {
        List<(long Step, string Name, double Value)> log = [];
        using TrainedSample trained = SampleTraining.Train(
            SampleTrainingSettings.For("tiny-digits-free") with { Steps = 200 },
            metrics: (step, values) => log.AddRange(values.Select(value => (step, value.Name, value.Value))),
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([50, 100, 150, 200, 200], log.Select(each => each.Step));
        Assert.Equal("accuracy", log[^1].Name);
        Assert.Equal(trained.Result.Quality.Value, log[^1].Value);
        Assert.InRange(log[^1].Value, 0.7, 1);
        Assert.InRange(log[3].Value, 0, 1.2);   // ln 10 = 2.3 is a guess
    }

    [Fact]
    public void Settings_out_of_range_and_unknown_networks_are_refused()
    {
        SampleTrainingSettings settings = Short("tiny-sr");
        void Refused(string message, SampleTrainingSettings wrong) =>
            Assert.StartsWith(message, Assert.Throws<InputException>(() => Train(wrong).Dispose()).Message);
        Refused("tiny-sr: steps is 0, expected 1 or more", settings with { Steps = 0 });
        Refused("tiny-sr: learning rate is NaN, expected more than 0", settings with { Rate = double.NaN });
        Refused("training settings: batch size is 0, expected 1 or more", settings with { BatchSize = 0 });
        Refused("no embedded network is called 'sr'", settings with { Network = "sr" });
    }

    private static SampleTrainingSettings Short(string name) =>
        SampleTrainingSettings.For(name) with { Steps = 70, BatchSize = 4 };

    private static TrainedSample Train(SampleTrainingSettings settings, string? checkpoint = null) =>
        SampleTraining.Train(settings, checkpoint, cancellation: TestContext.Current.CancellationToken);

    private sealed class Cancelling(CancellationTokenSource source, List<RunProgress> seen) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            seen.Add(value);
            source.Cancel();
        }
    }
}
