using Hinge.Plots.Charts;

namespace Hinge.Plots.Reports;

/// <summary>A part of a report, built top to bottom; every call adds one block and returns the section.</summary>
/// <remarks>All texts are plain text: whatever a page would take for markup is shown as it stands.</remarks>
public sealed class ReportSection
{
    private readonly List<IReportBlock> _blocks = [];

    /// <param name="title">The heading.</param>
    internal ReportSection(string title) => Title = title;

    /// <summary>The heading.</summary>
    public string Title { get; }

    internal IReadOnlyList<IReportBlock> Blocks => _blocks;

    /// <summary>Adds a paragraph, or several when the text has empty lines.</summary>
    public ReportSection Text(string text) => Add(new TextBlock(text));

    /// <summary>Adds a figure.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="caption">What it is and what to see in it.</param>
    /// <param name="alt">What it shows, for readers who cannot see it.</param>
    /// <exception cref="ArgumentException">A text is empty.</exception>
    public ReportSection Figure(Figure figure, string caption, string alt) =>
        Add(new FigureBlock(figure, Said(caption, nameof(caption)), Said(alt, nameof(alt))));

    /// <summary>Adds pictures side by side; small ones are enlarged by a whole factor, with hard pixels.</summary>
    /// <param name="caption">What they are and what to see in them.</param>
    /// <param name="tiles">The pictures, each with a text for readers who cannot see it.</param>
    /// <exception cref="ArgumentException">There is no picture, or the caption or a text for one is empty.</exception>
    public ReportSection Montage(string caption, params IReadOnlyList<Tile> tiles)
    {
        if (tiles.Count == 0)
            throw new ArgumentException("a montage needs a picture at least", nameof(tiles));
        foreach (Tile tile in tiles)
            Said(tile.Alt, nameof(tiles));
        return Add(new MontageBlock([.. tiles], Said(caption, nameof(caption))));
    }

    /// <summary>Adds a table. Columns that hold numbers only are set flush right.</summary>
    /// <param name="caption">What the numbers are, with their units.</param>
    /// <param name="columns">The heads.</param>
    /// <param name="rows">The rows, one text a column; the first names the row.</param>
    /// <exception cref="ArgumentException">A row has not one text a column, or the caption is empty.</exception>
    public ReportSection Table(
        string caption, IReadOnlyList<string> columns, params IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.FirstOrDefault(row => row.Count != columns.Count) is IReadOnlyList<string> odd)
            throw new ArgumentException($"a row has {odd.Count} texts for {columns.Count} columns", nameof(rows));
        return Add(new TableBlock(Said(caption, nameof(caption)), columns, rows));
    }

    /// <summary>Adds names with their values, such as the settings of a run.</summary>
    public ReportSection Settings(params IReadOnlyList<(string Name, string Value)> settings) =>
        Add(new SettingsBlock(settings));

    /// <summary>Adds a certificate: one statement, whether it holds, and the numbers behind it.</summary>
    /// <param name="passed">Whether it holds.</param>
    /// <param name="statement">What is certified, for example <c>y = Fx + r on 4 networks</c>.</param>
    /// <param name="checks">The numbers.</param>
    public ReportSection Certificate(bool passed, string statement, params IReadOnlyList<CertificateCheck> checks) =>
        Add(new CertificateBlock(passed, Said(statement, nameof(statement)), checks));

    /// <summary>Adds a picture under a grid whose cells the reader can open.</summary>
    /// <param name="sprite">The picture and its cells.</param>
    /// <param name="caption">What it is and what to see in it.</param>
    /// <exception cref="ArgumentException">The caption is empty.</exception>
    public ReportSection Sprite(Sprite sprite, string caption) =>
        Add(new SpriteBlock(sprite, Said(caption, nameof(caption))));

    /// <summary>Adds a part that is folded away until the reader opens it.</summary>
    /// <param name="summary">The line that stays visible.</param>
    /// <param name="content">Adds the blocks inside.</param>
    public ReportSection Details(string summary, Action<ReportSection> content)
    {
        ReportSection inner = new(Said(summary, nameof(summary)));
        content(inner);
        return Add(new DetailsBlock(inner));
    }

    private static string Said(string text, string name) => string.IsNullOrWhiteSpace(text)
        ? throw new ArgumentException("a text is asked for", name)
        : text;

    private ReportSection Add(IReportBlock block)
    {
        _blocks.Add(block);
        return this;
    }
}
