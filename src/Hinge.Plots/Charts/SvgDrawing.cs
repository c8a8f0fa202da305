using System.Globalization;
using System.Xml.Linq;

namespace Hinge.Plots.Charts;

/// <summary>Turns the SVG that Skia writes into one that a page can hold.</summary>
/// <remarks>
/// Skia places every glyph, which fits its own typeface only. Here a text keeps its anchor alone, so that it stays
/// centred or flush in whatever typeface the reader has. Identifiers become the page's own, colours may become names,
/// and pictures keep hard cells.
/// </remarks>
internal static class SvgDrawing
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";
    private static readonly XName s_link = XName.Get("href", "http://www.w3.org/1999/xlink");

    /// <summary>The drawing as an element whose identifiers start with <paramref name="identifier"/>.</summary>
    public static XElement Parse(string drawing, string identifier)
    {
        XElement svg = XElement.Parse(drawing);
        string width = svg.Attribute("width")!.Value, height = svg.Attribute("height")!.Value;
        svg.SetAttributeValue("viewBox", $"0 0 {width} {height}");
        Rename(svg, identifier);
        foreach (XElement text in svg.Descendants(s_svg + "text"))
        {
            Anchor(text);
            // Skia clips a legend to the height of its own letters; the reader's may be taller.
            text.Parent!.Attribute("clip-path")?.Remove();
        }
        foreach (XElement image in svg.Descendants(s_svg + "image"))
            image.SetAttributeValue("style", "image-rendering:pixelated");
        return svg;
    }

    /// <summary>Replaces the colours of a theme by <c>var(--name)</c>.</summary>
    public static void NameColours(XElement svg, Theme theme)
    {
        Dictionary<string, string> names = theme.Names.ToDictionary(
            entry => entry.Colour, entry => $"var(--{entry.Name})", StringComparer.OrdinalIgnoreCase);
        foreach (XElement element in svg.DescendantsAndSelf())
        {
            foreach (XAttribute colour in element.Attributes().Where(a => a.Name.LocalName is "fill" or "stroke"))
                colour.Value = names.GetValueOrDefault(colour.Value, colour.Value);
        }
    }

    private static void Rename(XElement svg, string identifier)
    {
        int next = 0;
        Dictionary<string, string> names = [];
        foreach (XAttribute id in svg.Descendants().Attributes("id"))
            id.Value = names[id.Value] = string.Create(CultureInfo.InvariantCulture, $"{identifier}-{next++}");
        foreach (XElement element in svg.Descendants())
        {
            if (element.Attribute("clip-path") is XAttribute clip)
                clip.Value = $"url(#{names[clip.Value[5..^1]]})";
            if (element.Attribute(s_link) is XAttribute { Value: ['#', ..] } link)
                link.Value = "#" + names[link.Value[1..]];
        }
    }

    private static void Anchor(XElement text)
    {
        string content = text.Value.Trim();
        text.Value = content;
        double size = Number(text.Attribute("font-size"));
        double width = FigureFont.Instance.Measure(content, (float)size), start = Number(text.Attribute("x"));
        double share = width > 0 ? -start / width : 0;   // 0: begins at its place, ½: centred, 1: ends there
        (string? anchor, double x) = share switch
        {
            > 0.35 and < 0.65 => ("middle", start + (width / 2)),
            > 0.85 and < 1.15 => ("end", start + width),
            _ => (null, start),
        };
        text.SetAttributeValue("text-anchor", anchor);
        text.SetAttributeValue("x", x.ToString("0.##", CultureInfo.InvariantCulture));
        text.SetAttributeValue("y", Number(text.Attribute("y")).ToString("0.##", CultureInfo.InvariantCulture));
        text.SetAttributeValue("font-family", "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif");
    }

    // The first of a list such as "0, 6.27, 9.1, ".
    private static double Number(XAttribute? list) => list is null
        ? 0
        : double.Parse(list.Value.Split(',')[0], CultureInfo.InvariantCulture);
}
