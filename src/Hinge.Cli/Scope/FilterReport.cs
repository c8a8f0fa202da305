using Hinge.Core.Pictures;
using Hinge.Plots.Reports;
using Hinge.Scope.Pictures;

namespace Hinge.Cli.Scope;

/// <summary>Rows or columns of F as a picture of the run and a section of its report.</summary>
internal static class FilterReport
{
    private const int Columns = 8, MostPixels = 120;

    /// <summary>Writes <c>NAME.png</c> and adds the section.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">rows or columns.</param>
    /// <param name="caption">What they are.</param>
    /// <param name="filters">One at least.</param>
    public static void Write(ScopeRun run, string name, string caption, IReadOnlyList<IFilterPicture> filters)
    {
        Picture[] drawn = [.. filters.Select(filter => filter.Draw())];
        int width = drawn.Max(picture => picture.Width), height = drawn.Max(picture => picture.Height);
        run.WritePicture($"{name}.png", Montage.Of(
            [.. drawn.Select(picture => Centre(picture, width, height))], Columns,
            Math.Max(1, MostPixels / Math.Max(width, height))));
        ReportSection section = run.Report.AddSection(caption.Split(':')[0]);
        section.Text(
            $"{caption} Red is positive, blue negative, white zero; each map has its own scale. Coordinates: "
            + $"{(run.Subject.Network.IsRaw ? "the picture's own values" : "what the network sees")}; frozen with "
            + $"{run.Subject.Settings.Modes}.");
        section.Montage(caption, [.. filters.Select((filter, i) => new Tile(drawn[i], filter.Label, filter.Label))]);
        section.Table(
            "The numbers of each.",
            ["", .. filters[0].Numbers().Select(number => number.Name)],
            [.. filters.Select(filter => (IReadOnlyList<string>)
                [filter.Label, .. filter.Numbers().Select(number => number.Value)])]);
    }

    // Windows at the picture's edge are smaller; white is zero.
    private static Picture Centre(Picture picture, int width, int height)
    {
        if (picture.Width == width && picture.Height == height)
            return picture;
        Picture framed = Picture.Rgb(width, height);
        Array.Fill(framed.Samples, byte.MaxValue);
        int left = 3 * ((width - picture.Width) / 2), top = (height - picture.Height) / 2;
        for (int y = 0; y < picture.Height; y++)
            picture.Row(y).CopyTo(framed.Row(top + y)[left..]);
        return framed;
    }
}
