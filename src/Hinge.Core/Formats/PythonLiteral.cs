namespace Hinge.Core.Formats;

/// <summary>Reads the few kinds of Python literal that npy headers are made of, and nothing else.</summary>
internal sealed class PythonLiteral(string text, string name, int offset)
{
    private const int MostDimensions = 64; // NumPy's own limit

    private int _at;

    public bool TryTake(char wanted)
    {
        SkipBlanks();
        if (_at >= text.Length || text[_at] != wanted)
            return false;
        _at++;
        return true;
    }

    public void Expect(char wanted)
    {
        if (!TryTake(wanted))
            throw Wrong(Here(), $"'{wanted}'");
    }

    public void ExpectEnd()
    {
        SkipBlanks();
        if (_at < text.Length)
            throw Wrong(Here(), "the end of the header");
    }

    public string String()
    {
        SkipBlanks();
        char quote = _at < text.Length ? text[_at] : ' ';
        if (quote is not ('\'' or '"'))
            throw Wrong(Here(), "a string");
        int end = text.IndexOf(quote, _at + 1);
        if (end < 0)
            throw Wrong("a string without end", "a closing quote");
        string value = text[(_at + 1)..end];
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw Wrong("a string with unprintable characters", "ASCII text");
        _at = end + 1;
        return value;
    }

    public bool Boolean()
    {
        SkipBlanks();
        if (TakeWord("True"))
            return true;
        return TakeWord("False") ? false : throw Wrong(Here(), "True or False");
    }

    public long[] Tuple()
    {
        List<long> values = [];
        Expect('(');
        while (!TryTake(')'))
        {
            if (values.Count == MostDimensions)
                throw Wrong($"more than {MostDimensions} dimensions", $"at most {MostDimensions}");
            values.Add(Integer());
            if (TryTake(','))
                continue;
            Expect(')');
            if (values.Count == 1)
                throw Wrong("a number in brackets", "a tuple: (n,)");
            break;
        }
        return [.. values];
    }

    /// <summary>The error at the place reached.</summary>
    public InputException Wrong(string found, string expected) =>
        new($"{name}: offset {offset + _at}: npy header: found {found}; expected {expected}");

    private long Integer()
    {
        SkipBlanks();
        int start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
        return long.TryParse(text.AsSpan(start, _at - start), out long value)
            ? value
            : throw Wrong(Here(), "an extent, 0 or greater");
    }

    private bool TakeWord(string word)
    {
        if (!text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal))
            return false;
        _at += word.Length;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && text[_at] is (' ' or '\n' or '\r' or '\t'))
            _at++;
    }

    private string Here() => _at >= text.Length ? "the end"
        : text[_at] is >= ' ' and <= '~' ? $"'{text[_at]}'"
        : $"byte {(int)text[_at]}";
}
