namespace Hinge.Flight.Files;

/// <summary>On which line a byte of a text stands, from 1.</summary>
internal sealed class LineCount
{
    private readonly List<long> _ends = [];

    /// <summary>Counts the lines of a text.</summary>
    public LineCount(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'\n')
                _ends.Add(i);
        }
    }

    /// <summary>The line of the byte.</summary>
    public int At(long position) =>
        1 + (_ends.BinarySearch(position) is var place && place < 0 ? ~place : place);
}
