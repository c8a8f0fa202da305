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
    /// Lets freed tensors of up to 32 MiB be used again as they are, up to 256 MiB of them, and puts large ones into large
    /// pages. By default glibc hands what is freed back to the system, which clears it, 4 KiB at a time, for the next
    /// tensor; that took longer than the operations on it. What the environment says goes before. Call it before libtorch
    /// is loaded.
    /// </summary>
    public static void KeepFreed()
    {
        // libtorch's own switch.
        NativeEnvironment.SetUnlessSet("THP_MEM_ALLOC_ENABLE", "1");
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
