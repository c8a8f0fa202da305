using Hinge.Cli.Tour;
using Hinge.Core.Runs;

namespace Hinge.Cli.Host.Stops;

/// <summary>Writes a file and is half way through another one until it is cancelled.</summary>
internal sealed class EndlessStop : ITourStop
{
    public string Name => "endless";

    public string Description => "a stop that only ends when it is told to";

    public bool UsesTorch => false;

    public TourResult Run(TourContext context, CancellationToken cancellation)
    {
        AtomicFile.WriteAllText(context.Folder.File("endless/whole.txt"), "whole");
        AtomicFile.Write(context.Folder.File("endless/half.txt"), stream =>
        {
            stream.Write("half"u8);
            for (int step = 0; ; step++)
            {
                context.Progress.Report(new RunProgress("waiting", step % 100, 100));
                cancellation.WaitHandle.WaitOne(20);
                cancellation.ThrowIfCancellationRequested();
            }
        });
        throw new InvalidOperationException("cannot come here");
    }
}
