using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Hinge.Core.Pictures;

namespace Hinge.Plots.Reports;

/// <summary>Elements of a page that is HTML and well-formed XML at once.</summary>
internal static class Html
{
    private const int EnlargedSide = 144;

    // HTML closes these by themselves; every other element needs its end tag even when it is empty.
    private static readonly HashSet<string> s_void = ["meta", "img", "br", "hr", "link", "input"];

    /// <summary>An element with text that is shown as it stands.</summary>
    public static XElement Text(string name, string text, string? css = null) =>
        new(name, css is null ? null : new XAttribute("class", css), Clean(text));

    /// <summary>An element with other elements.</summary>
    public static XElement Of(string name, string? css, params object?[] content) =>
        new(name, css is null ? null : new XAttribute("class", css), content);

    /// <summary>An attribute whose text is taken as it stands.</summary>
    public static XAttribute Attribute(string name, string value) => new(name, Clean(value));

    /// <summary><c>Figure 3. What to see</c> in the element that captions are set in.</summary>
    public static XElement Caption(string name, string kind, string number, string text) =>
        new(name, Text("b", $"{kind} {number}."), " ", Clean(text));

    /// <summary>A picture in the page itself. Small ones are enlarged by a whole factor.</summary>
    public static XElement Picture(Picture picture, string alt)
    {
        int factor = Math.Max(1, EnlargedSide / Math.Max(picture.Width, picture.Height));
        // Pictures of a few hundred pixels are data as well: a browser that stretches them must not blur them.
        bool hard = Math.Max(picture.Width, picture.Height) <= 2 * EnlargedSide;
        return new XElement("img",
            new XAttribute("class", hard ? "picture pixels" : "picture"),
            new XAttribute("src", "data:image/png;base64," + Convert.ToBase64String(PngFile.ToBytes(picture))),
            Attribute("alt", alt),
            new XAttribute("width", (picture.Width * factor).ToString(CultureInfo.InvariantCulture)),
            new XAttribute("height", (picture.Height * factor).ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The page as text, with LF line ends and without insignificant space.</summary>
    public static string Write(XElement html)
    {
        foreach (XElement element in html.DescendantsAndSelf())
        {
            bool isHtml = element.Name.Namespace == XNamespace.None;
            if (element.IsEmpty && isHtml && !s_void.Contains(element.Name.LocalName))
                element.Value = "";
        }
        StringBuilder text = new("<!DOCTYPE html>\n");
        XmlWriterSettings settings = new()
        {
            OmitXmlDeclaration = true,
            NewLineHandling = NewLineHandling.Entitize,
        };
        using (XmlWriter writer = XmlWriter.Create(text, settings))
            html.Save(writer);
        return text.Append('\n').ToString();
    }

    /// <summary>The text with U+FFFD for what no page may hold: control characters, half surrogate pairs.</summary>
    public static string Clean(string text)
    {
        StringBuilder? cleaned = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                continue;
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                i++;
                continue;
            }
            cleaned ??= new StringBuilder(text);
            cleaned[i] = '\uFFFD';
        }
        return cleaned?.ToString() ?? text;
    }
}
