using System.Globalization;

namespace Hinge.Scattering.Frames;

/// <summary>The keys of a text such as <c>wavelets:J=3,L=8,real</c>, with the columns where they stand.</summary>
internal sealed class FrameKeys
{
    private readonly string _text;
    private readonly Dictionary<string, (string? Value, int Column)> _values = new(StringComparer.Ordinal);

    /// <summary>Splits the keys.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="start">Where the keys begin.</param>
    /// <param name="known">The keys there are.</param>
    /// <param name="hasFile">Whether the first part is the name of a file.</param>
    /// <exception cref="FrameException">An unknown key, or one given twice.</exception>
    public FrameKeys(string text, int start, IReadOnlyCollection<string> known, bool hasFile = false)
    {
        _text = text;
        if (hasFile)
        {
            int end = known.Select(key => text.IndexOf($",{key}=", start, StringComparison.Ordinal))
                .Where(place => place >= 0).DefaultIfEmpty(-1).Min();
            File = text[start..(end < 0 ? text.Length : end)];
            if (File.Length == 0)
                throw new FrameException($"'{text}', column {start + 1}: expected the name of a file");
            start = end < 0 ? text.Length : end + 1;
        }
        while (start < text.Length)
        {
            int end = text.IndexOf(',', start);
            end = end < 0 ? text.Length : end;
            string part = text[start..end];
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? part : part[..equals];
            if (!known.Contains(key))
                throw new FrameException(
                    $"'{text}', column {start + 1}: unknown key '{key}'; {FrameText.Nearest(key, known)}");
            if (!_values.TryAdd(key, (equals < 0 ? null : part[(equals + 1)..], start + 1)))
                throw new FrameException($"'{text}', column {start + 1}: key '{key}' is given twice");
            start = end + 1;
        }
    }

    /// <summary>The name of the file.</summary>
    public string File { get; } = "";

    /// <summary>A whole number, or the default where the key is absent.</summary>
    public int Whole(string key, int otherwise) =>
        !_values.TryGetValue(key, out (string? Value, int Column) found) ? otherwise
        : int.TryParse(found.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value
        : throw Fault(key, "expected a whole number");

    /// <summary>Whether a flag is there.</summary>
    public bool Flag(string key) =>
        _values.TryGetValue(key, out (string? Value, int Column) found)
        && (found.Value is null ? true : throw Fault(key, "expected the word alone"));

    /// <summary>A word, or the default where the key is absent.</summary>
    public string Word(string key, string otherwise) =>
        !_values.TryGetValue(key, out (string? Value, int Column) found) ? otherwise
        : found.Value ?? throw Fault(key, "expected a value");

    /// <summary>A complaint about a key's value.</summary>
    public FrameException Fault(string key, string what) =>
        new($"'{_text}', column {_values[key].Column}: {key}={_values[key].Value}: {what}");
}
