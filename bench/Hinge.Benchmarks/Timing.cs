namespace Hinge.Benchmarks;

/// <summary>Seconds of one contender over the rounds.</summary>
/// <param name="Median">The median.</param>
/// <param name="Low">The fastest round.</param>
/// <param name="High">The slowest round.</param>
internal readonly record struct Timing(double Median, double Low, double High)
{
    public static Timing Of(double[] seconds)
    {
        double[] sorted = [.. seconds.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(median, sorted[0], sorted[^1]);
    }

    public static Timing operator +(Timing one, Timing other) =>
        new(one.Median + other.Median, one.Low + other.Low, one.High + other.High);

    public static Timing operator *(Timing one, double factor) =>
        new(one.Median * factor, one.Low * factor, one.High * factor);

    /// <summary>The median and, from fastest to slowest, the spread.</summary>
    public override string ToString() =>
        Low == High ? Text(Median) : $"{Text(Median)} [{Text(Low)}, {Text(High)}]";

    private static string Text(double seconds) => seconds switch
    {
        >= 100 => $"{seconds:N0} s",
        >= 1 => $"{seconds:0.00} s",
        >= 1e-3 => $"{seconds * 1e3:0.0} ms",
        _ => $"{seconds * 1e6:0} us",
    };
}
