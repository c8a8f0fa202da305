using Hinge.Core.Pictures;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;

namespace Hinge.Plots.Tests.Reports;

/// <summary>A report with every kind of block, all of its texts made from one.</summary>
internal static class SampleReport
{
    public const int FigureCount = 4, TableCount = 1;

    public static Report Create(string text = "text")
    {
        Report report = new(text, text) { Footer = text };
        report.AddTruth(new(text, text, text, Passed: true));
        report.AddTruth(new("fly", "survival 0.93", "", Passed: false));
        report.AddSection(text)
            .Text(text)
            .Certificate(false, text, new CertificateCheck(text, text, text, true), new("b", "2", "≤ 1", false))
            .Figure(Figures.Lines(new("x", "m"), new("y", "m"), new Series(text, [0, 1], [0, 1])), text, text)
            .Figure(Figures.Bars([text], [1], new("v", "m")), text, text)
            .Montage(text, new Tile(Picture.Grey(3, 2), text, text), new(Picture.Rgb(300, 200), "", "large"));
        report.AddSection("Second")
            .Sprite(new Sprite(Picture.Grey(8, 4), text, 2, [.. Enumerable.Range(0, 4).Select(Cell)], chosen: 1), text)
            .Details(text, inner => inner
                .Table(text, [text, "count", "note"], [text, "1", "a"], ["b", "−2.5e-7", text])
                .Settings((text, text), ("seed", "1")));
        return report;

        SpriteCell Cell(int i) => new(Picture.Rgb(5, 5), i == 0 ? text : $"cell {i}", [(text, text)]);
    }
}
