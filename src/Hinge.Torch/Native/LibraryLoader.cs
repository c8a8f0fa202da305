using System.Runtime.InteropServices;

namespace Hinge.Torch.Native;

/// <summary>Loads libraries and keeps the loader's own words.</summary>
internal static class LibraryLoader
{
    /// <summary>The message of a library that was not loaded because of another.</summary>
    public const string NotTried = "not tried, because another library is truncated";

    /// <summary>Loads libraries in the order given; never throws.</summary>
    /// <remarks>
    /// A whole library brings in those it needs. So when one is truncated none is loaded: the process would die.
    /// </remarks>
    public static NativeLibraryReport[] LoadAll((LibTorchRole Role, string Name, string? Path)[] files)
    {
        string?[] truncations = [.. files.Select(file => file.Path is null ? null : Truncation(file.Path))];
        if (truncations.All(truncation => truncation is null))
            return [.. files.Select(Load)];
        return
        [
            .. files.Zip(truncations, (file, truncation) => new NativeLibraryReport(
                file.Role, file.Name, file.Path, false, truncation ?? NotTried)),
        ];
    }

    /// <summary>Loads a library by its path; never throws.</summary>
    internal static NativeLibraryReport Load((LibTorchRole Role, string Name, string? Path) file)
    {
        (LibTorchRole role, string name, string? path) = file;
        if (path is null)
            return new NativeLibraryReport(role, name, null, false, "no such file beside the program");
        try
        {
            nint handle = NativeLibrary.Load(path);
            return new NativeLibraryReport(role, name, path, true, null) { Handle = handle };
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return new NativeLibraryReport(role, name, path, false, OwnWords(e.Message, name, path));
        }
    }

    private static string? Truncation(string path)
    {
        try
        {
            return ElfFile.Truncation(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;   // the loader will say why it cannot be read
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
