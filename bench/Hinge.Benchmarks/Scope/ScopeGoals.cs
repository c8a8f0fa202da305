using System.Diagnostics;
using System.Text;
using Hinge.Core.Randomness;
using Hinge.Core.Runs;
using Hinge.Torch.Native;
using Hinge.Torch.Training;
using static TorchSharp.torch;

namespace Hinge.Benchmarks.Scope;

/// <summary>LinearScope's performance goals (docs/scope.md), one method a goal.</summary>
/// <param name="rounds">Rounds that count.</param>
internal sealed partial class ScopeGoals(int rounds)
{
    private const int Sampled = 64;

    private readonly RandomStream _stream = new RandomStream(1).Split("bench");
    private readonly StringBuilder _text = new();

    /// <summary>Measures the wanted goals, or all, and writes the table as it grows.</summary>
    /// <returns>0 when every must is met, 1 otherwise, 2 for a goal that is unknown.</returns>
    public int Run(string[] wanted, string? file)
    {
        LibTorch.Ensure();
        set_num_threads(Environment.ProcessorCount);
        (string Id, Func<IEnumerable<Goal>> Measure)[] goals =
        [
            ("P1", WholeMatrix), ("P2", Denoiser), ("P3", Windows), ("P4", StreamedRowsMemory.Measure),
            ("P5", Spectrum), ("P6", Doubled), ("P7", Recording), ("P8", () => TourProcess.Measure(rounds)),
        ];
        if (wanted.FirstOrDefault(id => !goals.Any(goal => goal.Id == id)) is { } unknown)
        {
            Console.Error.WriteLine($"no goal '{unknown}'; there are P1 ... P{goals.Length}");
            return 2;
        }
        Stopwatch clock = Stopwatch.StartNew();
        Say($"Machine: {Machine.Describe()}. {rounds} rounds in turns after a warm-up; medians [fastest, slowest]; "
            + $"rivals' rows extrapolated from {Sampled}.\n");
        Say(Goal.Head);
        bool met = true;
        foreach ((string id, Func<IEnumerable<Goal>> measure) in goals)
        {
            if (wanted.Length > 0 && !wanted.Contains(id))
                continue;
            foreach (Goal goal in measure())
            {
                Say(goal.ToString());
                met &= goal.Met != "no";
            }
        }
        Say($"\n{clock.Elapsed.TotalSeconds:0} s in all.");
        if (file is not null)
            AtomicFile.WriteAllBytes(file, Encoding.UTF8.GetBytes(_text.ToString()));
        return met ? 0 : 1;
    }

    private void Say(string line)
    {
        Console.WriteLine(line);
        _text.Append(line).Append('\n');
    }

    private static void Forward(nn.Module<Tensor, Tensor> net, Tensor x, int times)
    {
        using IDisposable constant = no_grad();
        for (int i = 0; i < times; i++)
            net.call(x).Dispose();
    }

    private T Prepared<T>(T net)
        where T : nn.Module<Tensor, Tensor>
    {
        Initialisation.KaimingUniform(net, _stream.Split(typeof(T).Name));
        net.eval();
        foreach (var parameter in net.parameters())
            parameter.requires_grad_(false);
        return net;
    }

    private Tensor Picture(int side) => RandomPicture([1, 1, side, side]);

    private Tensor RandomPicture(long[] shape)
    {
        float[] values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        _stream.FillUniform(values, 0, 1);
        return tensor(values, shape);
    }

    private long[] Pick(long count, int wanted) =>
        [.. Enumerable.Range(0, wanted).Select(_ => (long)_stream.NextInt32((int)count))];
}
