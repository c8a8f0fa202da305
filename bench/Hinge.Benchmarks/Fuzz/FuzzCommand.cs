using System.Diagnostics;
using Hinge.Testing;

namespace Hinge.Benchmarks.Fuzz;

/// <summary>
/// Gives every reader so many damaged files: each must be read or refused, soon and in bounded memory.
/// </summary>
internal static class FuzzCommand
{
    public const string Usage = "fuzz [--count 100000] [--seed 1] [reader ...]";

    /// <returns>0 when every reader held, 1 otherwise, 2 for a reader that is unknown.</returns>
    public static int Run(int count, ulong seed, string[] wanted)
    {
        using TemporaryFolder folder = new();
        IReadOnlyList<FuzzedReader> readers = FuzzedReaders.All(folder);
        if (wanted.FirstOrDefault(name => !readers.Any(reader => reader.Name == name)) is { } unknown)
        {
            Console.Error.WriteLine(
                $"no reader '{unknown}'; there are {string.Join(", ", readers.Select(reader => $"'{reader.Name}'"))}");
            return 2;
        }
        Console.WriteLine("| reader | damaged files | refused | slowest | most allocated | in all | held |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        bool held = true;
        foreach (FuzzedReader reader in readers.Where(reader => wanted.Length == 0 || wanted.Contains(reader.Name)))
            held &= Hold(reader, count, seed);
        return held ? 0 : 1;
    }

    private static bool Hold(FuzzedReader reader, int count, ulong seed)
    {
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            FuzzReport report = ReaderFuzz.Hold(reader.Files(), reader.Read, reader.Repair, count, seed);
            Console.WriteLine(
                $"| {reader.Name} | {report.Count:N0} | {report.Refused:N0} | {report.Slowest.TotalMilliseconds:0} ms "
                + $"| {report.MostBytes / 1024.0:N0} KiB | {clock.Elapsed.TotalSeconds:0} s | yes |");
            return true;
        }
        catch (Xunit.Sdk.XunitException fault)
        {
            Console.WriteLine($"| {reader.Name} | {count:N0} | | | | {clock.Elapsed.TotalSeconds:0} s | no |");
            Console.Error.WriteLine($"{reader.Name}: {fault.Message}");
            return false;
        }
    }
}
