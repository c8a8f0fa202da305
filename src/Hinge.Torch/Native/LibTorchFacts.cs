using System.Runtime.InteropServices;

namespace Hinge.Torch.Native;

/// <summary>What libtorch says of itself, through exported functions that TorchSharp does not bind.</summary>
internal static unsafe class LibTorchFacts
{
    /// <summary>The version as <c>major.minor.patch</c>; null when this libtorch does not tell.</summary>
    /// <remarks><c>aoti_torch_abi_version</c> returns it in the three top bytes.</remarks>
    public static string? Version(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "aoti_torch_abi_version", out nint function))
            return null;
        ulong version = ((delegate* unmanaged<ulong>)function)();
        return $"{version >> 56}.{version >> 48 & 0xFF}.{version >> 40 & 0xFF}";
    }

    /// <summary>The instruction set of the kernels in use; null when this libtorch does not tell.</summary>
    /// <remarks>
    /// <c>std::string at::get_cpu_capability()</c>. On Linux x64 the caller passes 32 bytes as a hidden first argument,
    /// and the string starts with a pointer to its characters. The names are shorter than 16 characters, so they lie
    /// in those 32 bytes and nothing is left to free.
    /// </remarks>
    public static string? CpuCapability(nint library)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return null;
        if (!NativeLibrary.TryGetExport(library, "_ZN2at18get_cpu_capabilityB5cxx11Ev", out nint function))
            return null;
        byte* text = stackalloc byte[32];
        ((delegate* unmanaged<byte*, byte*>)function)(text);
        return Marshal.PtrToStringUTF8(*(nint*)text);
    }
}
