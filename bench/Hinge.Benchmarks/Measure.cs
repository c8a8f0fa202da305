using System.Diagnostics;

namespace Hinge.Benchmarks;

/// <summary>Wall-clock times of contenders that take turns, so that a drifting machine hits all alike.</summary>
internal static class Measure
{
    /// <summary>Median seconds of each contender over the rounds, after one round that is not counted.</summary>
    public static double[] Medians(int rounds, params Action[] contenders)
    {
        double[][] seconds = [.. contenders.Select(_ => new double[rounds])];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                contenders[i]();
                if (round >= 0)
                    seconds[i][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }
        return [.. seconds.Select(Median)];
    }

    public static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
