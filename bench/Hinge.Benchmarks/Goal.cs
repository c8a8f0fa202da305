namespace Hinge.Benchmarks;

/// <summary>A row of a performance table.</summary>
/// <param name="Id">The row of the specification.</param>
/// <param name="Work">What is done.</param>
/// <param name="Rival">What it is compared with.</param>
/// <param name="Must">The goal, as text.</param>
/// <param name="Stretch">The stretch goal, as text.</param>
/// <param name="Measured">What was measured, as text with both times.</param>
/// <param name="Met">Whether the must is met.</param>
internal sealed record Goal(
    string Id, string Work, string Rival, string Must, string Stretch, string Measured, bool Met)
{
    public const string Head = "| # | work | against | must | stretch | measured | met |\n|---|---|---|---|---|---|---|";

    /// <summary>A goal of being at least so many times faster.</summary>
    public static Goal Faster(string id, string work, string rival, double must, double stretch, double ours, double theirs) =>
        new(id, work, rival, $">= {must}x", $">= {stretch}x",
            $"{theirs / ours:0.0}x ({Seconds(ours)} / {Seconds(theirs)})", theirs / ours >= must);

    /// <summary>A goal of taking at most so many times as long.</summary>
    public static Goal AtMost(string id, string work, string rival, double must, double stretch, double ours, double theirs) =>
        new(id, work, rival, $"<= {must}x", $"<= {stretch}x",
            $"{ours / theirs:0.00}x ({Seconds(ours)} / {Seconds(theirs)})", ours / theirs <= must);

    public override string ToString() =>
        $"| {Id} | {Work} | {Rival} | {Must} | {Stretch} | {Measured} | {(Met ? "yes" : "no")} |";

    private static string Seconds(double value) => value switch
    {
        >= 1 => $"{value:0.00} s",
        >= 1e-3 => $"{value * 1e3:0.0} ms",
        _ => $"{value * 1e6:0} us",
    };
}
