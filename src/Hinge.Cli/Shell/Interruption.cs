using System.Runtime.InteropServices;

namespace Hinge.Cli.Shell;

/// <summary>
/// Turns Ctrl-C (SIGINT) and SIGTERM into a cancelled token. Work that is asked to stop leaves its last good state; a
/// second signal ends the process at once, which is safe because files appear whole or not at all.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Listens until disposed.</summary>
    /// <param name="terminal">Gets its cursor back before a second signal ends the process.</param>
    public Interruption(Terminal terminal)
    {
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (_source.IsCancellationRequested)
            {
                terminal.Restore();
                Environment.Exit(ExitCode.Cancelled);
            }
            _source.Cancel();
        }

        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
        _source.Dispose();
    }
}
