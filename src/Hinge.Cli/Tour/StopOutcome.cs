using System.Text.Json.Nodes;

namespace Hinge.Cli.Tour;

/// <summary>How a stop of the tour ended.</summary>
/// <param name="Stop">The stop.</param>
/// <param name="Passed">Whether it held.</param>
/// <param name="Line">Its truth, or why there is none, in one line.</param>
/// <param name="Result">What it found; null when it failed before it had a result.</param>
/// <param name="Time">How long it took.</param>
internal sealed record StopOutcome(ITourStop Stop, bool Passed, string Line, TourResult? Result, TimeSpan Time)
{
    /// <summary>The outcome by name. Times are left out, so that the same seed gives the same bytes.</summary>
    public JsonObject Document() => new()
    {
        ["name"] = Stop.Name,
        ["passed"] = Passed,
        ["truth"] = Line,
        ["fields"] = Result?.Fields.DeepClone(),
    };
}
