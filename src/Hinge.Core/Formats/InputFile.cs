namespace Hinge.Core.Formats;

/// <summary>Opens files that the user names; what goes wrong is told in one line.</summary>
public static class InputFile
{
    /// <summary>The whole file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is missing, unreadable, a folder, or beyond 2 GB.</exception>
    public static byte[] ReadAllBytes(string path) => Read(path, stream => BoundedRead.ToEnd(stream, path));

    /// <summary>The file, open for reading from its start.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is missing, unreadable or a folder.</exception>
    public static FileStream OpenRead(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, cause);
        }
    }

    /// <summary>What <paramref name="read"/> makes of the file; failures of the disk become one line, too.</summary>
    internal static T Read<T>(string path, Func<FileStream, T> read)
    {
        using FileStream stream = OpenRead(path);
        try
        {
            return read(stream);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, cause);
        }
    }

    private static InputException Unreadable(string path, Exception cause)
    {
        string reason = cause switch
        {
            _ when Directory.Exists(path) => "it is a folder; expected a file",
            FileNotFoundException or DirectoryNotFoundException => "no such file",
            UnauthorizedAccessException => "permission denied",
            _ => cause.Message.ReplaceLineEndings(" "),
        };
        return new InputException($"cannot read '{path}': {reason}", cause);
    }
}
