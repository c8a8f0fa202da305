using System.Diagnostics;

namespace Hinge.Benchmarks;

/// <summary>Wall-clock times of contenders that take turns, so that a drifting machine hits all alike.</summary>
internal static class Measure
{
    /// <summary>Times of each contender over the rounds, after one round that is not counted.</summary>
    public static Timing[] Rounds(int rounds, params Action[] contenders)
    {
        foreach (Action contender in contenders)
            contender();
        return WarmRounds(rounds, contenders);
    }

    /// <summary>The same for contenders that are warm already.</summary>
    public static Timing[] WarmRounds(int rounds, params Action[] contenders)
    {
        double[][] seconds = [.. contenders.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                contenders[i]();
                seconds[i][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }
        return [.. seconds.Select(Timing.Of)];
    }
}
