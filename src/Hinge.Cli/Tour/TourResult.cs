using System.Text.Json.Nodes;

namespace Hinge.Cli.Tour;

/// <summary>What a stop found.</summary>
/// <param name="Passed">Whether every check of the stop held.</param>
/// <param name="Truth">The measured truth in one line, for example <c>y = Fx + r to 4.6e-7 on 4 nets</c>.</param>
/// <param name="Bound">What was required, for example <c>≤ 5e-6</c>; empty when nothing was.</param>
/// <param name="Fields">The same numbers by name, for <c>result.json</c> and <c>--json</c>.</param>
public sealed record TourResult(bool Passed, string Truth, string Bound, JsonObject Fields)
{
    /// <summary>
    /// How fast it was, for example <c>30x faster than row by row</c>; said to the user only, since it is another each
    /// time. Empty when nothing was timed.
    /// </summary>
    public string Speed { get; init; } = "";
}
