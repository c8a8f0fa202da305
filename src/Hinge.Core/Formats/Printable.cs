namespace Hinge.Core.Formats;

/// <summary>Text from a file that cannot be trusted, made fit for a message of one line.</summary>
public static class Printable
{
    private const int Most = 120;

    /// <summary>At most 120 characters, with a question mark for each that would break the line or the terminal.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Text(string text)
    {
        string shown = text.Length > Most ? text[..Most] + "…" : text;
        return string.Create(shown.Length, shown, static (line, source) =>
        {
            for (int i = 0; i < line.Length; i++)
                line[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' ? '?' : source[i];
        });
    }
}
