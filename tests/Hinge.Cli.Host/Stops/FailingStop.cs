using Hinge.Cli.Tour;
using Hinge.Core;

namespace Hinge.Cli.Host.Stops;

/// <summary>Misses its target.</summary>
internal sealed class FailingStop : ITourStop
{
    public string Name => "fail";

    public string Description => "a stop that misses its target";

    public bool UsesTorch => false;

    public TourResult Run(TourContext context, CancellationToken cancellation) =>
        throw new RunFailedException("completeness 3e-2, expected at most 5e-6");
}
