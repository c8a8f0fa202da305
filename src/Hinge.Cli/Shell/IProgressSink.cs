using Hinge.Core.Runs;

namespace Hinge.Cli.Shell;

/// <summary>Shows the steps of long work; called by one thread at a time.</summary>
internal interface IProgressSink : IDisposable
{
    /// <summary>Shows the latest step.</summary>
    void Show(RunProgress step);
}
