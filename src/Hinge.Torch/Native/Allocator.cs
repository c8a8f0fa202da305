using System.Runtime.InteropServices;

namespace Hinge.Torch.Native;

/// <summary>How the C library, which gives libtorch its memory, keeps what was freed.</summary>
internal static partial class Allocator
{
    // From malloc.h of glibc.
    private const int TrimThreshold = -1, MapThreshold = -3;

    // The largest that glibc takes.
    private const int LargestFromHeap = 32 << 20;
    private const int KeptFree = 256 << 20;

    /// <summary>
    /// Lets freed tensors of up to 32 MiB be used again as they are, up to 256 MiB of them. By default glibc hands some
    /// megabytes back to the system, which then clears them, page by page, for the next tensor: a fifth of the time of
    /// passes whose tensors live from one unit to the next. What the environment says goes before.
    /// </summary>
    public static void KeepFreed()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("MALLOC_TRIM_THRESHOLD_") is not null)
            return;
        try
        {
            _ = SetOption(MapThreshold, LargestFromHeap);
            _ = SetOption(TrimThreshold, KeptFree);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library: its own way is as good as any.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
