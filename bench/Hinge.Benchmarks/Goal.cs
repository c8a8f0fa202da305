namespace Hinge.Benchmarks;

/// <summary>A row of a performance table.</summary>
/// <param name="Id">The row of the specification.</param>
/// <param name="Work">What is done.</param>
/// <param name="Rival">What it is compared with.</param>
/// <param name="Must">The goal, as text.</param>
/// <param name="Stretch">The stretch goal, as text.</param>
/// <param name="Measured">What was measured, as text with both times.</param>
/// <param name="Met">"no", "must" or "stretch".</param>
internal sealed record Goal(
    string Id, string Work, string Rival, string Must, string Stretch, string Measured, string Met)
{
    public const string Head =
        "| # | work | against | must | stretch | measured | met |\n|---|---|---|---|---|---|---|";

    /// <summary>A goal of being at least so many times faster.</summary>
    public static Goal Faster(
        string id, string work, string rival, double must, double stretch, Timing ours, Timing theirs)
    {
        double ratio = theirs.Median / ours.Median;
        return new(
            id, work, rival, $"≥ {must}×", $"≥ {stretch}×", $"{ratio:0.0}× ({ours} / {theirs})",
            Verdict(ratio >= must, ratio >= stretch));
    }

    /// <summary>A goal of taking at most so many times as long.</summary>
    public static Goal AtMost(
        string id, string work, string rival, double must, double stretch, Timing ours, Timing theirs) =>
        AtMost(id, work, rival, must, stretch, ours.Median / theirs.Median, $"({ours} / {theirs})");

    /// <summary>A goal of at most such a ratio.</summary>
    public static Goal AtMost(
        string id, string work, string rival, double must, double stretch, double ratio, string detail) => new(
        id, work, rival, $"≤ {must}×", $"≤ {stretch}×", $"{ratio:0.00}× {detail}",
        Verdict(ratio <= must, ratio <= stretch));

    /// <summary>A goal of at most so many of a unit.</summary>
    public static Goal Within(
        string id, string work, string what, string unit, double must, double stretch, double value,
        string detail = "") =>
        new(id, work, what, $"≤ {must} {unit}", $"≤ {stretch} {unit}", $"{value:0.00} {unit}{detail}",
            Verdict(value <= must, value <= stretch));

    public override string ToString() => $"| {Id} | {Work} | {Rival} | {Must} | {Stretch} | {Measured} | {Met} |";

    private static string Verdict(bool must, bool stretch) => stretch ? "stretch" : must ? "must" : "no";
}
