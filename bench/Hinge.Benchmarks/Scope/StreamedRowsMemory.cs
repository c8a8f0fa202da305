using System.Diagnostics;
using System.Globalization;
using Hinge.Core.Randomness;
using Hinge.Scope;
using Hinge.Scope.Networks;
using Hinge.Torch.Native;
using Hinge.Torch.Training;
using static TorchSharp.torch;

namespace Hinge.Benchmarks.Scope;

/// <summary>
/// P4: the peak of a whole process that streams rows of a large network, above the same process with the network idle.
/// Each contender runs in a process of its own, since a peak cannot be taken back.
/// </summary>
internal static class StreamedRowsMemory
{
    private const int Rows = 4096;
    private const int Side = 256;

    // Rows are dealt with one by one, so that a few have the peak of all.
    private const int Streamed = 2;

    public static IEnumerable<Goal> Measure()
    {
        const double gibi = 1 << 30;
        double idle = Peak("idle"), ours = (Peak("ours") - idle) / gibi, theirs = (Peak("autograd") - idle) / gibi;
        string work = $"RRDN, 7.24 M parameters, at {Side} × {Side}: {Rows:N0} rows streamed (the peak of {Streamed}), "
            + "memory above the idle network";
        yield return Goal.Within("P4", work, "peak", "GiB", 2, 1, ours);
        yield return Goal.AtMost(
            "P4", work, "peak of autograd with one sample", 0.5, 0.25, ours / theirs,
            $"({ours:0.00} / {theirs:0.00} GiB)");
    }

    /// <summary>Does one contender's work and prints the process's peak resident set in bytes.</summary>
    public static void RunAlone(string work)
    {
        LibTorch.Ensure();
        set_num_threads(Environment.ProcessorCount);
        using DisposeScope disposal = NewDisposeScope();
        RandomStream stream = new RandomStream(1).Split("memory");
        using Rrdn net = new();
        Initialisation.KaimingUniform(net, stream);
        net.eval();
        float[] pixels = new float[3 * Side * Side];
        stream.FillUniform(pixels, 0, 1);
        Tensor x = tensor(pixels, [1, 3, Side, Side]);
        switch (work)
        {
            case "ours":
                using (LinearScope scope = LinearScope.Attach(net))
                {
                    OutputIndex[] outputs = [.. Enumerable.Range(0, Rows).Select(i =>
                        new OutputIndex(i % 3, 8 * (i / 64), 8 * (i % 64)))];
                    foreach (var row in scope.Rows(x, outputs).Take(Streamed))
                        row.Dispose();
                }
                break;
            case "autograd":
                using (AutogradRows single = new(net, x))
                    single.Compute([0]);
                break;
        }
        string line = File.ReadLines("/proc/self/status")
            .First(text => text.StartsWith("VmHWM", StringComparison.Ordinal));
        string peak = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1];
        long kibibytes = long.Parse(peak, CultureInfo.InvariantCulture);
        Console.WriteLine(kibibytes * 1024);
    }

    private static double Peak(string work)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["memory", work]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(text, CultureInfo.InvariantCulture);
    }
}
