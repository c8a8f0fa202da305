using ScottPlot;

namespace Hinge.Plots.Charts;

/// <summary>The colours of figures and reports, as <c>#RRGGBB</c>: one set for light paper, one for dark.</summary>
/// <remarks>
/// Text and series stand at a contrast of at least 4.5 to their ground (WCAG 2 AA). The series follow
/// Okabe and Ito's set, which colour-blind readers can tell apart, darkened or lightened to reach that contrast.
/// </remarks>
public sealed record Theme
{
    private Theme(string paper, string ink, string muted, string grid, string[] series)
    {
        Paper = paper;
        Ink = ink;
        Muted = muted;
        Grid = grid;
        Series = series;
    }

    /// <summary>For light paper and print.</summary>
    public static Theme Light { get; } = new("#FDFDFC", "#1D2126", "#59616B", "#E1E4E8",
        ["#0068A8", "#C2500A", "#0B7A5B", "#A23E82", "#8A6A00", "#4A5560"]);

    /// <summary>For dark screens.</summary>
    public static Theme Dark { get; } = new("#15181C", "#E4E7EB", "#9AA4B0", "#2F353D",
        ["#5AB4EB", "#F09A5E", "#3FC79A", "#E08FC4", "#E2C044", "#AEB9C4"]);

    /// <summary>The ground.</summary>
    public string Paper { get; }

    /// <summary>Text.</summary>
    public string Ink { get; }

    /// <summary>Text of the second rank, and axes.</summary>
    public string Muted { get; }

    /// <summary>Grid lines and rules.</summary>
    public string Grid { get; }

    /// <summary>The colours of series, in order of use.</summary>
    public IReadOnlyList<string> Series { get; }

    /// <summary>Every colour with the name it has in a style sheet, where <c>var(--name)</c> stands for it.</summary>
    internal IEnumerable<(string Name, string Colour)> Names =>
    [
        ("paper", Paper), ("ink", Ink), ("muted", Muted), ("grid", Grid),
        .. Series.Select((colour, i) => ($"series-{i + 1}", colour)),
    ];

    internal Color OfSeries(int index) => Color.FromHex(Series[index % Series.Count]);
}
