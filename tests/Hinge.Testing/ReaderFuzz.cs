using System.Diagnostics;
using Hinge.Core;
using Hinge.Core.Randomness;

namespace Hinge.Testing;

/// <summary>
/// Holds a reader of files to its promise: whatever the bytes, it returns a valid result or throws
/// <see cref="InputException"/> with one line; it ends soon, and allocates at most four times the file and 64 MB.
/// </summary>
public static class ReaderFuzz
{
    private const long SlackBytes = 64 << 20;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    /// <summary>Reads the sound files, then <paramref name="count"/> damaged copies of them.</summary>
    /// <param name="files">Small sound files that between them use what the format has.</param>
    /// <param name="read">Reads one file and, if it likes, checks that the result is valid.</param>
    /// <param name="repair">Recomputes checksums in every second copy, so that the damage gets past them.</param>
    /// <param name="count">Damaged copies in all.</param>
    /// <param name="seed">Of the damage.</param>
    /// <returns>How many were refused, and how far the time and the memory of one file went.</returns>
    public static FuzzReport Hold(
        IReadOnlyList<byte[]> files,
        Action<byte[]> read,
        Action<byte[]>? repair = null,
        int count = 2000,
        ulong seed = 1)
    {
        foreach (byte[] file in files)
            read(file);
        long number = -1;
        Exception? failure = null;
        FuzzReport report = default;
        Stopwatch clock = new();
        Thread worker = new(() =>
        {
            try
            {
                report = Run(files, read, repair, count, seed, ref number, clock);
            }
            catch (Exception cause)
            {
                failure = cause;
            }
        })
        { IsBackground = true };
        worker.Start();
        while (!worker.Join(TimeSpan.FromSeconds(1)))
        {
            // The clock restarts with every input, so a reader that never returns is caught, whatever the machine.
            lock (clock)
            {
                if (clock.Elapsed > s_longest)
                    Assert.Fail($"damaged input {Interlocked.Read(ref number)}: no end after {s_longest}");
            }
        }
        if (failure is not null)
            Assert.Fail($"damaged input {number}: {failure}");
        return report;
    }

    private static FuzzReport Run(
        IReadOnlyList<byte[]> files,
        Action<byte[]> read,
        Action<byte[]>? repair,
        int count,
        ulong seed,
        ref long number,
        Stopwatch clock)
    {
        RandomStream root = new(seed);
        int refused = 0;
        (TimeSpan slowest, long mostBytes) = (TimeSpan.Zero, 0);
        for (int i = 0; i < count; i++)
        {
            Interlocked.Exchange(ref number, i);
            RandomStream random = root.Split((ulong)i);
            byte[] damaged = Damage.Apply(files, random);
            if (i % 2 == 1)
                repair?.Invoke(damaged);
            lock (clock)
                clock.Restart();
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(damaged);
            }
            catch (InputException refusal)
            {
                refused++;
                Assert.DoesNotContain('\n', refusal.Message);
                Assert.InRange(refusal.Message.Length, 10, 2000);
            }
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            TimeSpan taken = clock.Elapsed;
            (slowest, mostBytes) = (taken > slowest ? taken : slowest, Math.Max(mostBytes, allocated));
            Assert.True(taken <= s_longest, $"{taken} for a file of {damaged.Length}");
            Assert.True(
                allocated <= (4L * damaged.Length) + SlackBytes, $"{allocated} bytes for a file of {damaged.Length}");
        }
        Assert.True(refused > count / 10, $"only {refused} of {count} damaged inputs were refused: is it checking?");
        return new(count, refused, slowest, mostBytes);
    }
}
