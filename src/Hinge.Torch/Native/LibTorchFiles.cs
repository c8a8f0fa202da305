namespace Hinge.Torch.Native;

/// <summary>Where the native libraries of this operating system lie.</summary>
internal static class LibTorchFiles
{
    /// <summary>Every library in the order of loading, with its path where there is one.</summary>
    public static IEnumerable<(LibTorchRole Role, string Name, string? Path)> Find()
    {
        string[] folders = [.. Folders()];
        foreach ((LibTorchRole role, string pattern) in Enum.GetValues<LibTorchRole>().Zip(Names()))
        {
            string? path = folders
                .SelectMany(folder => Directory.EnumerateFiles(folder, pattern))
                .FirstOrDefault();
            yield return (role, path is null ? pattern : System.IO.Path.GetFileName(path), path);
        }
    }

    /// <summary>The folders the runtime searches for libraries: beside the program, or the packages' own.</summary>
    public static IEnumerable<string> Folders()
    {
        string listed = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        return listed.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Select(System.IO.Path.TrimEndingDirectorySeparator)
            .Distinct()
            .Where(Directory.Exists);
    }

    // In the order of the roles. libtorch ships its own OpenMP runtime, on Linux with a hash in its name.
    private static string[] Names() =>
        OperatingSystem.IsWindows()
            ? ["libiomp5md.dll", "c10.dll", "torch_cpu.dll", "torch.dll", "LibTorchSharp.dll"]
        : OperatingSystem.IsMacOS()
            ? ["libomp.dylib", "libc10.dylib", "libtorch_cpu.dylib", "libtorch.dylib", "libLibTorchSharp.dylib"]
            : ["libgomp*.so*", "libc10.so", "libtorch_cpu.so", "libtorch.so", "libLibTorchSharp.so"];
}
