using Hinge.Cli.Tour;

namespace Hinge.Cli.Host.Stops;

/// <summary>Has a defect, and a message of two lines.</summary>
internal sealed class BreakingStop : ITourStop
{
    public string Name => "break";

    public string Description => "a stop with a defect";

    public bool UsesTorch => false;

    public TourResult Run(TourContext context, CancellationToken cancellation) =>
        throw new AggregateException(new InvalidOperationException("first line\nsecond line"));
}
