namespace Hinge.Torch.Native;

/// <summary>Where the native libraries of this operating system lie.</summary>
internal static class LibTorchFiles
{
    /// <summary>Every library in the order of loading, with its path where there is one.</summary>
    public static IEnumerable<(LibTorchRole Role, string Name, string? Path)> Find()
    {
        string[] folders = [.. Folders()];
        foreach ((LibTorchRole role, string pattern) in Names())
        {
            string? path = folders
                .SelectMany(folder => Directory.EnumerateFiles(folder, pattern))
                .FirstOrDefault();
            yield return (role, path is null ? pattern : System.IO.Path.GetFileName(path), path);
        }
    }

    /// <summary>The folders the runtime searches for native libraries: beside the program, or the packages' own.</summary>
    public static IEnumerable<string> Folders()
    {
        string listed = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        return listed.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Select(System.IO.Path.TrimEndingDirectorySeparator)
            .Distinct()
            .Where(Directory.Exists);
    }

    // libtorch ships its own OpenMP runtime: under a name with a hash on Linux, as libomp on macOS, as Intel's on Windows.
    private static (LibTorchRole Role, string Pattern)[] Names() =>
        OperatingSystem.IsWindows()
            ? [(LibTorchRole.OpenMp, "libiomp5md.dll"), (LibTorchRole.Core, "c10.dll"), (LibTorchRole.Cpu, "torch_cpu.dll"),
               (LibTorchRole.Front, "torch.dll"), (LibTorchRole.Bridge, "LibTorchSharp.dll")]
        : OperatingSystem.IsMacOS()
            ? [(LibTorchRole.OpenMp, "libomp.dylib"), (LibTorchRole.Core, "libc10.dylib"),
               (LibTorchRole.Cpu, "libtorch_cpu.dylib"), (LibTorchRole.Front, "libtorch.dylib"),
               (LibTorchRole.Bridge, "libLibTorchSharp.dylib")]
            : [(LibTorchRole.OpenMp, "libgomp*.so*"), (LibTorchRole.Core, "libc10.so"), (LibTorchRole.Cpu, "libtorch_cpu.so"),
               (LibTorchRole.Front, "libtorch.so"), (LibTorchRole.Bridge, "libLibTorchSharp.so")];
}
