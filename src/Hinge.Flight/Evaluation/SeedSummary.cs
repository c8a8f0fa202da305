using Hinge.Core.Randomness;

namespace Hinge.Flight.Evaluation;

/// <summary>A figure over several seeds (specification §5.3): never that of the best alone.</summary>
/// <param name="Median">The median.</param>
/// <param name="LowerQuartile">A quarter of the seeds lies below.</param>
/// <param name="UpperQuartile">A quarter lies above.</param>
/// <param name="Low">Lower end of a 95 % interval of the median, by bootstrap.</param>
/// <param name="High">Upper end.</param>
/// <param name="Mean">The mean.</param>
public readonly record struct SeedSummary(
    double Median, double LowerQuartile, double UpperQuartile, double Low, double High, double Mean)
{
    private const int Resamples = 2000;

    /// <summary>Summarises.</summary>
    /// <param name="values">One number a seed; at least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static SeedSummary Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException("no values to summarise", nameof(values));
        double[] sorted = [.. values.Order()];
        RandomStream random = new RandomStream(1).Split("bootstrap");
        double[] medians = new double[Resamples], drawn = new double[sorted.Length];
        for (int i = 0; i < Resamples; i++)
        {
            foreach (ref double value in drawn.AsSpan())
                value = sorted[random.NextInt32(sorted.Length)];
            Array.Sort(drawn);
            medians[i] = Quantile(drawn, 0.5);
        }
        Array.Sort(medians);
        return new(
            Quantile(sorted, 0.5), Quantile(sorted, 0.25), Quantile(sorted, 0.75), Quantile(medians, 0.025),
            Quantile(medians, 0.975), values.Average());
    }

    // Between two values, in proportion.
    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
