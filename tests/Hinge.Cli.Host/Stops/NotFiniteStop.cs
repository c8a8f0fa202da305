using System.Text.Json.Nodes;
using Hinge.Cli.Tour;
using Hinge.Core.Runs;

namespace Hinge.Cli.Host.Stops;

/// <summary>Measures NaN and infinity, and reports steps beyond their total.</summary>
internal sealed class NotFiniteStop : ITourStop
{
    public string Name => "nan";

    public string Description => "a stop whose numbers are none";

    public bool UsesTorch => false;

    public TourResult Run(TourContext context, CancellationToken cancellation)
    {
        context.Progress.Report(new RunProgress("counting [past] the end", 5, 2, "loss NaN"));
        cancellation.WaitHandle.WaitOne(500);   // long enough for a bar to be drawn
        JsonObject fields = new() { ["loss"] = double.NaN, ["bound"] = float.PositiveInfinity };
        return new TourResult(true, "loss NaN", "", fields);
    }
}
