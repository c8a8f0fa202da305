using TorchSharp;

namespace Hinge.Torch.Native;

/// <summary>
/// Loads libtorch and TorchSharp's bridge to it, one library at a time, and keeps what the loader said.
/// </summary>
/// <remarks>
/// TorchSharp loads its libraries when its first type is touched. Where that fails it reports a general message, and
/// meanwhile copies half a gigabyte of libraries beside the program. So call <see cref="Ensure"/> before any type of
/// TorchSharp is used: it finds the libraries TorchSharp would find, loads them, and fails with the loader's own words.
/// </remarks>
public static class LibTorch
{
    private static readonly Lazy<LibTorchReport> s_report = new(Load);

    /// <summary>Loads libtorch, or says in one line why it cannot be loaded.</summary>
    /// <param name="threads">Threads an operation of libtorch may use; libtorch's own choice when null.</param>
    /// <exception cref="LibTorchException">A library is missing or refused; the message is the loader's.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1.</exception>
    public static void Ensure(int? threads = null)
    {
        if (threads is int asked)
            ArgumentOutOfRangeException.ThrowIfLessThan(asked, 1, nameof(threads));
        if (s_report.Value.Failure is string failure)
            throw new LibTorchException($"libtorch does not load: {failure}");
        if (threads is int count)
            torch.set_num_threads(count);
    }

    /// <summary>What was found and what happened, whether libtorch loaded or not. Never throws.</summary>
    /// <returns>The report of the first attempt, with the number of threads as it is now.</returns>
    public static LibTorchReport Probe()
    {
        LibTorchReport report = s_report.Value;
        return report.Loaded ? report with { Threads = torch.get_num_threads() } : report;
    }

    private static LibTorchReport Load()
    {
        OpenMp.SleepWhileWaiting();
        Allocator.KeepFreed();
        NativeLibraryReport[] libraries = LibraryLoader.LoadAll([.. LibTorchFiles.Find()]);
        NativeLibraryReport? failed = FirstCause(libraries);
        if (failed is not null)
            return new LibTorchReport(libraries, null, null, 0, $"{failed.Name}: {failed.Message}");

        nint core = libraries.Single(library => library.Role == LibTorchRole.Cpu).Handle;
        string? bridge = FirstCall();
        return new LibTorchReport(libraries, LibTorchFacts.Version(core), LibTorchFacts.CpuCapability(core), 0, bridge);
    }

    // A library that is there and is refused knows the cause ("libgomp.so.1: cannot open …"); one that is absent is
    // only the cause when nothing else complained.
    private static NativeLibraryReport? FirstCause(NativeLibraryReport[] libraries) =>
        libraries.FirstOrDefault(
            library => library is { Loaded: false, Path: not null, Message: not LibraryLoader.NotTried })
        ?? libraries.FirstOrDefault(library => !library.Loaded);

    // The libraries are in the process; TorchSharp must now find these and not others.
    private static string? FirstCall()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            _ = torch.get_num_threads();
            return null;
        }
        catch (Exception e) when (e is TypeInitializationException or NotSupportedException or DllNotFoundException
                                    or EntryPointNotFoundException or BadImageFormatException)
        {
            return e.GetBaseException().Message.Split('\n')[0].Trim();
        }
    }
}
