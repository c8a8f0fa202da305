using Hinge.Core;

namespace Hinge.Flight.Files;

/// <summary>Reads a settings file of any kind: the kind tells what it holds, and how a fault of it is named.</summary>
internal static class SettingsFile
{
    /// <summary>The bytes of a file, no more than show that it is too large.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hint">What the user may have meant; asked for only when there is no such file.</param>
    /// <param name="fault">Makes the error from its line and its cause.</param>
    public static byte[] Bytes(string path, Func<string> hint, Func<string, Exception, InputException> fault)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            byte[] bytes = new byte[JsonItem.MostBytes + 1];
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            throw fault($"{path}: cannot be read as a file; {hint()}", cause);
        }
    }

    /// <summary>What the text of a file says.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="source">Where it is from, for the message.</param>
    /// <param name="read">Takes the values and checks them.</param>
    /// <param name="fault">Makes the error from its line and its cause.</param>
    public static T Parse<T>(
        ReadOnlySpan<byte> utf8, string source, Func<JsonItem, T> read, Func<string, Exception, InputException> fault)
    {
        try
        {
            return read(JsonItem.Parse(utf8));
        }
        catch (InputException cause)
        {
            throw fault($"{source}: {cause.Message}", cause);
        }
    }
}
