using System.Text;

namespace Hinge.Core.Runs;

/// <summary>
/// Writes files that are either whole or not there: the bytes go to a temporary name beside the target, are flushed to
/// the disk, and the temporary is renamed over the target. An interrupted run leaves the last good state.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes <paramref name="path"/> in one step, replacing a file of that name.</summary>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="write">Writes the content, front to back, to the stream it is given.</param>
    /// <exception cref="InputException">
    /// The folder is missing or read-only, the target is a folder, or the disk refused the bytes. Whatever else
    /// <paramref name="write"/> throws passes through; in both cases no temporary is left and the target is untouched.
    /// </exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        string temporary = TemporaryBeside(path);
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception cause)
        {
            Discard(temporary);
            if (cause is IOException or UnauthorizedAccessException)
                throw new InputException($"cannot write '{path}': {Reason(path, cause)}", cause);
            throw;
        }
    }

    /// <summary>Writes <paramref name="bytes"/> as the whole file.</summary>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="bytes">The content.</param>
    /// <exception cref="InputException">The file cannot be written; see <see cref="Write"/>.</exception>
    public static void WriteAllBytes(string path, ReadOnlyMemory<byte> bytes) =>
        Write(path, stream => stream.Write(bytes.Span));

    /// <summary>Writes <paramref name="text"/> as the whole file, in UTF-8 without a byte order mark.</summary>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="InputException">The file cannot be written; see <see cref="Write"/>.</exception>
    public static void WriteAllText(string path, string text) =>
        WriteAllBytes(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));

    // The temporary has a name of its own, not the target's with a suffix: a target whose name is as long as the file
    // system permits can still be written.
    private static string TemporaryBeside(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? throw new InputException(
            $"cannot write '{path}': it is the root of a file system; expected a file name");
        return Path.Combine(folder, $".hinge-{Guid.NewGuid():N}.tmp");
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Nothing was created, or the disk is gone; the first failure is the one worth reporting.
        }
    }

    // The system's own messages name the temporary, which the user never asked for.
    private static string Reason(string path, Exception cause) => cause switch
    {
        _ when Directory.Exists(path) => "a folder has that name",
        DirectoryNotFoundException => "its folder does not exist",
        UnauthorizedAccessException => "permission denied",
        PathTooLongException => "the name is too long",
        _ => cause.Message.ReplaceLineEndings(" "),
    };
}
