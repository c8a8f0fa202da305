using System.Runtime.InteropServices;

namespace Hinge.Torch.Native;

/// <summary>Loads one library and keeps the loader's own words.</summary>
internal static class LibraryLoader
{
    /// <summary>Loads a library by its path; never throws.</summary>
    public static NativeLibraryReport Load((LibTorchRole Role, string Name, string? Path) file)
    {
        (LibTorchRole role, string name, string? path) = file;
        if (path is null)
            return new NativeLibraryReport(role, name, null, false, "no such file beside the program");
        try
        {
            if (ElfFile.Truncation(path) is string truncated)
                return new NativeLibraryReport(role, name, path, false, truncated);
            nint handle = NativeLibrary.Load(path);
            return new NativeLibraryReport(role, name, path, true, null) { Handle = handle };
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or IOException
                                    or UnauthorizedAccessException)
        {
            return new NativeLibraryReport(role, name, path, false, OwnWords(e.Message, name, path));
        }
    }

    /// <summary>
    /// The loader's line out of the runtime's message, which is a general sentence and, on the lines after it, what
    /// <c>dlerror</c> said.
    /// </summary>
    internal static string OwnWords(string message, string name, string path)
    {
        string[] lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string words = lines.Length > 1 ? lines[1] : message.Trim();
        foreach (string prefix in new[] { path + ": ", name + ": " })
            if (words.StartsWith(prefix, StringComparison.Ordinal))
                return words[prefix.Length..];
        return words;
    }
}
