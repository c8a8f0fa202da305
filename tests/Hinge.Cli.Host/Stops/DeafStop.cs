using Hinge.Cli.Tour;
using Hinge.Core.Runs;

namespace Hinge.Cli.Host.Stops;

/// <summary>Does not look at its token, as a long call into a native library.</summary>
internal sealed class DeafStop : ITourStop
{
    public string Name => "deaf";

    public string Description => "a stop that ends only with the process";

    public bool UsesTorch => false;

    public TourResult Run(TourContext context, CancellationToken cancellation)
    {
        AtomicFile.WriteAllText(context.Folder.File("deaf.txt"), "running");
        Thread.Sleep(Timeout.Infinite);
        throw new InvalidOperationException("cannot come here");
    }
}
