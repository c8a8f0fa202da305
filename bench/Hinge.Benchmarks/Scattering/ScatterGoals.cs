using System.Diagnostics;
using System.Text;
using Hinge.Core.Randomness;
using Hinge.Core.Runs;
using Hinge.Scattering;
using Hinge.Scattering.Networks;
using Hinge.Scattering.Presets;
using Hinge.Scattering.Transforms;
using Hinge.Torch.Native;
using static TorchSharp.torch;

namespace Hinge.Benchmarks.Scattering;

/// <summary>The performance goals of Scattering (docs/scatter.md), one method a goal.</summary>
/// <param name="rounds">Rounds that count.</param>
internal sealed class ScatterGoals(int rounds)
{
    private const string Rival = "kymatio's operations on TorchSharp, one thread";

    private readonly StringBuilder _text = new();
    private readonly Lazy<double> _rate = new(LaneWork.LineRate);

    /// <summary>Measures the wanted goals, or all, and writes the table as it grows.</summary>
    /// <returns>0 when every must is met, 1 otherwise, 2 for a goal that is unknown.</returns>
    public int Run(string[] wanted, string? file)
    {
        LibTorch.Ensure();
        set_num_threads(1);
        (string Id, Func<Goal> Measure)[] goals =
        [
            ("S2", () => Images("S2", 32, 2, 128, 10, 15)), ("S3", () => Images("S3", 32, 3, 128, 15, 25)),
            ("S4", () => Images("S4", 32, 4, 128, 14, 22)), ("S5", () => Images("S5", 224, 3, 12, 6, 12)),
            ("S6", () => Images("S6", 32, 2, 1, 10, 40)), ("S7", () => Images("S7", 32, 2, 128, 6, 9, width: 8)),
            ("S8", () => Long("S8", 1)), ("S9", () => Long("S9", 8)), ("S10", Threads), ("S11", Memory),
            ("S12", Filters),
        ];
        if (wanted.FirstOrDefault(id => !goals.Any(goal => goal.Id == id)) is { } unknown)
        {
            Console.Error.WriteLine($"no goal '{unknown}'; there are S2 ... S12");
            return 2;
        }
        Say($"Machine: {Machine.Describe()}. Processor time, the least of {rounds} rounds in turns.\n");
        Say(Goal.Head);
        bool met = true;
        foreach ((string id, Func<Goal> measure) in goals)
        {
            if (wanted.Length > 0 && !wanted.Contains(id))
                continue;
            Goal goal = measure();
            Say(goal.ToString());
            met &= goal.Met != "no";
        }
        if (file is not null)
            AtomicFile.WriteAllBytes(file, Encoding.UTF8.GetBytes(_text.ToString()));
        return met ? 0 : 1;
    }

    /// <summary>Transforms 128 images and prints the process's peak resident set in bytes.</summary>
    public static void RunAlone()
    {
        ScatteringTransform transform = new(Preset.Kymatio2D(new(32, 32), 2));
        float[] features = new float[128 * transform.FeatureLength];
        transform.Transform(Noise(128 * transform.InputLength), 128, features);
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(self.PeakWorkingSet64);
    }

    private Goal Images(
        string id, int side, int scales, int count, double must, double stretch, int width = 0)
    {
        Network network = Preset.Kymatio2D(new(side, side), scales);
        ScatteringTransform transform = new(network, new()
        {
            LaneWidth = width, Lanes = count == 1 ? LaneChoice.Columns : LaneChoice.Auto,
        });
        (double ours, double theirs, double apart) = Contest(network, transform, count);
        LaneWork work = LaneWork.Of(network);
        double rate = count * work.Operations / ours, floor = count * work.Operations / _rate.Value;
        string detail = $"; {work.Operations / 1e6:0.00} MFLOP and {work.Bytes / 1e6:0.0} MB an image at "
            + $"{rate / 1e9:0} GFLOP/s and {count * work.Bytes / ours / 1e9:0} GB/s, floor {floor * 1e3:0.00} ms";
        return Ratio(
            id, $"{count} x {side}x{side}, J = {scales}{(width == 8 ? ", Vector256" : "")}", must, stretch, ours,
            theirs, $"{detail}; apart {apart:0.0e0}");
    }

    private Goal Long(string id, int count)
    {
        Network network = Preset.Kymatio1D(65536, 8, 8);
        (double ours, double theirs, double apart) = Contest(network, new(network), count);
        return Ratio(id, $"{count} x 65536, J = 8, Q = 8", 5, 10, ours, theirs, $"; apart {apart:0.0e0}");
    }

    private (double Ours, double Theirs, double Apart) Contest(
        Network network, ScatteringTransform transform, int count)
    {
        using DisposeScope scope = NewDisposeScope();
        float[] signals = Noise(count * transform.InputLength), features = new float[count * transform.FeatureLength];
        GridSize size = network.Size;
        Tensor x = tensor(signals, size.Dimensions == 1 ? [count, size.Columns] : [count, size.Rows, size.Columns]);
        using KymatioStandIn rival = new(network);
        transform.Transform(signals, count, features);
        double apart;
        using (Tensor all = rival.Transform(x))
        using (Tensor ours = tensor(features, all.shape))
        using (Tensor difference = ours - all)
        {
            using Tensor error = difference.norm(), norm = all.norm();
            apart = error.ToSingle() / norm.ToSingle();
        }
        double[] best = CpuTime.Best(
            rounds, () => transform.Transform(signals, count, features), () => rival.Transform(x).Dispose());
        return (best[0], best[1], apart);
    }

    private Goal Threads()
    {
        Network network = Preset.Kymatio2D(new(32, 32), 2);
        ScatteringTransform one = new(network), two = new(network, new() { Threads = 2 });
        float[] signals = Noise(128 * one.InputLength), features = new float[128 * one.FeatureLength];
        void Many(ScatteringTransform transform)
        {
            for (int i = 0; i < 10; i++)
                transform.Transform(signals, 128, features);
        }
        Timing[] times = Measure.Rounds(Math.Max(rounds, 25), () => Many(one), () => Many(two));
        double ratio = times[0].Low / times[1].Low;
        // What neighbours on the machine cannot take away: two threads spend together what one spends.
        double[] spent = CpuTime.Best(rounds, () => Many(one), () => Many(two));
        return new("S10", "128 x 32x32, J = 2, two threads", "one thread, wall", "≥ 1.8×", "≥ 1.95×",
            $"{ratio:0.00}× ({times[1].Low * 100:0.00} / {times[0].Low * 100:0.00} ms); by processor time "
            + $"{2 * spent[0] / spent[1]:0.00}×",
            ratio >= 1.95 ? "stretch" : ratio >= 1.8 ? "must" : "no");
    }

    private static Goal Memory()
    {
        using Process child = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, ["scatter", "memory"]) { RedirectStandardOutput = true })!;
        double peak = double.Parse(child.StandardOutput.ReadToEnd(), System.Globalization.CultureInfo.InvariantCulture);
        child.WaitForExit();
        return Goal.Within("S11", "128 x 32x32, J = 2, whole process", "peak resident set", "MB", 100, 60, peak / 1e6);
    }

    private Goal Filters()
    {
        double best = CpuTime.Best(rounds, () => _ = Preset.Kymatio2D(new(224, 224), 4))[0];
        return Goal.Within("S12", "filters for 224x224, J = 4", "all levels", "s", 0.2, 0.1, best);
    }

    private static Goal Ratio(
        string id, string work, double must, double stretch, double ours, double theirs, string detail)
    {
        double ratio = theirs / ours;
        return new(id, work, Rival, $"≥ {must}×", $"≥ {stretch}×",
            $"{ratio:0.0}× ({ours * 1e3:0.00} / {theirs * 1e3:0.0} ms){detail}",
            ratio >= stretch ? "stretch" : ratio >= must ? "must" : "no");
    }

    private static float[] Noise(int count)
    {
        double[] values = new double[count];
        new RandomStream(1).Split("scatter").FillGaussian(values);
        return [.. values.Select(value => (float)value)];
    }

    private void Say(string line)
    {
        Console.WriteLine(line);
        _text.Append(line).Append('\n');
    }
}
