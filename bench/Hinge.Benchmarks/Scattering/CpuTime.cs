namespace Hinge.Benchmarks.Scattering;

/// <summary>
/// Processor time of contenders that take turns, the least of the rounds: on a busy machine the clock on the wall says
/// more of the neighbours than of the work.
/// </summary>
internal static class CpuTime
{
    private const double Least = 0.03;

    /// <summary>Seconds of a call of each.</summary>
    public static double[] Best(int rounds, params Action[] contenders)
    {
        int[] times = [.. contenders.Select(contender =>
        {
            // Warm: what is compiled anew after some calls is, and short calls are taken many at a time.
            double spent = 0;
            int calls = 0;
            for (; calls < 40 && (calls < 3 || spent < 0.6); calls++)
                spent += Spent(contender, 1);
            return Math.Max(1, (int)(Least * calls / Math.Max(spent, 1e-4)));
        })];
        double[] best = [.. contenders.Select(_ => double.PositiveInfinity)];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
                best[i] = Math.Min(best[i], Spent(contenders[i], times[i]) / times[i]);
        }
        return best;
    }

    private static double Spent(Action contender, int times)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < times; i++)
            contender();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
