using System.Diagnostics;
using System.Runtime.CompilerServices;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Simulation;

/// <summary>
/// How fast a batch steps. Counted is the full step of one drone: action clamped and mapped, lag of the rotors, outer
/// force and torque, four stages of 17 numbers, attitude normalised, rotors clamped, bounds checked. The drones fly
/// from drawn starts at their hover action; every round begins at the same states.
/// </summary>
public static class SimulatorBenchmark
{
    private const int RoundDrones = 1 << 18, LeastRounds = 5;

    /// <summary>Steps of drones a second, on a number of threads.</summary>
    /// <param name="batch">Stepped; its states are those after <see cref="QuadrotorBatch.Reset"/> at the end.</param>
    /// <param name="threads">Each steps a range of blocks of its own.</param>
    /// <param name="seconds">Wall time to measure for, at least five rounds.</param>
    /// <param name="pad">Bytes of stack put before the kernel's; moves the compiler's spill slots.</param>
    /// <param name="cancellation">Ends the measurement early.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SimulatorSpeed Measure(
        QuadrotorBatch batch, int threads = 1, double seconds = 0.5, int pad = 0,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(pad);
        threads = Math.Min(threads, batch.Blocks);
        batch.Reset(1);
        double[] hover = [.. HoverSolution.Of(batch.Drone).Actions];
        for (int i = 0; i < batch.ActionRows.Length; i++)
            batch.ActionRows[i] = (float)hover[i / QuadrotorBatch.BlockSize % Drone.RotorCount];
        float[] start = batch.StateRows.ToArray();
        int steps = Math.Max(4, RoundDrones / batch.Count);
        double[] own = new double[threads];
        double wall = 0;
        double bestOwn = double.PositiveInfinity, bestWall = double.PositiveInfinity;
        Stopwatch clock = Stopwatch.StartNew();
        using Barrier barrier = new(threads);
        void Work(int thread)
        {
            int first = (int)((long)batch.Blocks * thread / threads);
            int blocks = (int)((long)batch.Blocks * (thread + 1) / threads) - first;
            batch.StepBlocks(first, blocks);   // compiled, and in the cache
            barrier.SignalAndWait(CancellationToken.None);
            long begun = Stopwatch.GetTimestamp();
            double before = ThreadClock.Seconds();
            Padded(batch, first, blocks, steps, pad);
            own[thread] = ThreadClock.Seconds() - before;
            barrier.SignalAndWait(CancellationToken.None);
            if (thread == 0)
                wall = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }
        for (int round = 0; round < LeastRounds || clock.Elapsed.TotalSeconds < seconds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            start.CopyTo(batch.StateRows);
            Thread[] others = new Thread[threads - 1];
            for (int i = 0; i < others.Length; i++)
            {
                int thread = i + 1;
                others[i] = new Thread(() => Work(thread)) { IsBackground = true };
                others[i].Start();
            }
            Work(0);
            foreach (Thread other in others)
                other.Join();
            bestWall = Math.Min(bestWall, wall);
            bestOwn = Math.Min(bestOwn, own.Sum());
        }
        batch.Reset(1);
        double count = (double)steps * batch.Count;
        double total = threads == 1 ? count / bestOwn : count / bestWall;
        return new(batch.Path, batch.Count, threads, count / bestOwn, total);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void Padded(QuadrotorBatch batch, int first, int blocks, int steps, int pad)
    {
        byte* unused = stackalloc byte[pad + 1];
        unused[pad] = 0;
        for (int step = 0; step < steps; step++)
            batch.StepBlocks(first, blocks);
    }
}
