using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Hinge.Core;
using Hinge.Core.Pictures;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;
using Hinge.Testing;

namespace Hinge.Plots.Tests.Reports;

public partial class ReportTests
{
    private static readonly string s_html = SampleReport.Create().ToHtml();
    private static readonly XElement s_page = Parse(s_html);

    /// <summary>The page read by a strict XML reader: one stray bracket or ampersand and it does not parse.</summary>
    private static XElement Parse(string html)
    {
        Assert.StartsWith("<!DOCTYPE html>\n<html", html, StringComparison.Ordinal);
        return XDocument.Parse(html["<!DOCTYPE html>\n".Length..], LoadOptions.PreserveWhitespace).Root!;
    }

    private static IEnumerable<XElement> All(string name, string? css = null) => s_page.Descendants()
        .Where(e => e.Name.LocalName == name && (css is null || Classes(e).Contains(css)));

    private static string[] Classes(XElement element) => element.Attribute("class")?.Value.Split(' ') ?? [];

    [Fact]
    public void The_page_has_the_parts_of_a_page()
    {
        Assert.Equal("en", s_page.Attribute("lang")!.Value);
        Assert.Equal(["text"], All("title").Select(e => e.Value));
        Assert.Equal(["text"], All("h1").Select(e => e.Value));
        Assert.Equal(["text", "Second"], All("h2").Select(e => e.Value));
        IEnumerable<string> parts = All("body").Single().Elements().Select(e => e.Name.LocalName);
        Assert.Equal(["header", "main", "footer", "script"], parts);
        Assert.Contains(All("meta"), e => e.Attribute("name")?.Value == "viewport");
        Assert.Equal("utf-8", All("meta").First().Attribute("charset")!.Value);
    }

    [Fact]
    public void Every_figure_and_table_is_numbered_and_has_a_caption()
    {
        string[] numbers = [.. All("figure").Select(f => f.Elements("figcaption").Single().Element("b")!.Value)];
        IEnumerable<string> expected = Enumerable.Range(1, SampleReport.FigureCount).Select(i => $"Figure {i}.")
            .Concat(Enumerable.Range(1, SampleReport.TableCount).Select(i => $"Table {i}."));
        Assert.Equal(expected, numbers);
        Assert.All(All("figcaption"), caption => Assert.EndsWith(". text", caption.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Whoever_cannot_see_a_picture_is_told_what_it_shows()
    {
        Assert.All(All("img"), image => Assert.False(string.IsNullOrWhiteSpace(image.Attribute("alt")?.Value)));
        Assert.All(All("svg"), drawing =>
        {
            Assert.Equal("img", drawing.Attribute("role")!.Value);
            Assert.Equal("text", drawing.Attribute("aria-label")!.Value);
        });
        Assert.Equal(4, All("svg").Count());   // two figures, each for a wide page and for a phone
        Assert.All(All("button"), cell => Assert.False(string.IsNullOrWhiteSpace(cell.Attribute("aria-label")?.Value)));
        Assert.All(All("th").Where(e => e.Ancestors("table").First().Attribute("class") is null),
            head => Assert.True(head.Attribute("scope")?.Value is "row" or "col"));
    }

    [Fact]
    public void Nothing_is_fetched_and_only_the_pages_own_script_may_run()
    {
        string[] links = ["src", "href", "srcset", "action", "data", "poster", "background"];
        Assert.All(s_page.Descendants().Attributes().Where(a => links.Contains(a.Name.LocalName)), link =>
            Assert.Matches("^(data:image/png;base64,|#)", link.Value));
        Assert.DoesNotContain(s_page.Descendants().Attributes(),
            a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotMatch(Fetches(), All("style").Single().Value);
        XElement policy = All("meta").Single(e => e.Attribute("http-equiv")?.Value == "Content-Security-Policy");
        string digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(All("script").Single().Value)));
        string rules = policy.Attribute("content")!.Value;
        Assert.Contains("default-src 'none'", rules, StringComparison.Ordinal);
        Assert.Contains("img-src data:;", rules, StringComparison.Ordinal);
        Assert.Contains($"script-src 'sha256-{digest}'", rules, StringComparison.Ordinal);
        Assert.DoesNotContain("http", rules, StringComparison.Ordinal);
    }

    /// <summary>A browser takes scripts and styles as they stand, so no sign in them may have been escaped.</summary>
    [Fact]
    public void Script_and_style_stand_in_the_page_unchanged()
    {
        foreach (string name in new[] { "script", "style" })
        {
            string parsed = All(name).Single().Value;
            Assert.Contains($"<{name}>{parsed}</{name}>", s_html, StringComparison.Ordinal);
            Assert.DoesNotContain('<', parsed);
            Assert.DoesNotContain('&', parsed);
        }
    }

    /// <summary>A browser ignores the stroke in <c>&lt;div /&gt;</c>: only void elements may have it.</summary>
    [Fact]
    public void Only_void_elements_close_themselves()
    {
        IEnumerable<string> names = SelfClosed().Matches(Drawings().Replace(s_html, "")).Select(m => m.Groups[1].Value);
        Assert.Equal(["img", "meta"], names.Distinct().Order());
    }

    [Fact]
    public void Identifiers_are_unique_and_every_link_has_its_place()
    {
        string[] identifiers = [.. s_page.Descendants().Attributes("id").Select(a => a.Value)];
        Assert.Equal(identifiers.Length, identifiers.Distinct().Count());
        string[] links = [.. All("a").Select(a => a.Attribute("href")!.Value)];
        Assert.Equal(["#section-1", "#section-2"], links);
        Assert.All(links, link => Assert.Contains(link[1..], identifiers));
    }

    [Fact]
    public void Colours_of_drawings_are_names_that_the_style_sheet_has_for_light_and_dark()
    {
        string style = All("style").Single().Value;
        IEnumerable<string> used = Names().Matches(s_html).Select(m => m.Groups[1].Value).Where(n => n != "columns");
        Assert.All(used.Distinct(), name => Assert.Equal(2, style.Split($"--{name}: #").Length - 1));
        Assert.Contains("screen and (prefers-color-scheme: dark)", style, StringComparison.Ordinal);
        Assert.Contains("@media print", style, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdicts_are_said_in_words()
    {
        Assert.Equal(["✓ pass", "✗ fail", "✗ fail"], All("span", "badge").Select(e => e.Value));
        Assert.Contains(All("dd", "missed"), e => e.Value == "2 (≤ 1) ✗");
    }

    [Fact]
    public void Small_pictures_are_enlarged_by_a_whole_factor_and_stay_hard()
    {
        XElement[] images = [.. All("img")];
        Assert.Equal(("144", "96"), (images[0].Attribute("width")!.Value, images[0].Attribute("height")!.Value));
        Assert.Contains("pixels", Classes(images[0]));
        Assert.Equal("300", images[1].Attribute("width")!.Value);
        Assert.DoesNotContain("pixels", Classes(images[1]));
        byte[] png = Convert.FromBase64String(images[0].Attribute("src")!.Value.Split(',')[1]);
        Assert.Equal((3, 2), (PngFile.Read(png, "tile").Width, PngFile.Read(png, "tile").Height));
    }

    /// <summary>Without scripts a sprite is a montage of its tiles; the script finds as many cells.</summary>
    [Fact]
    public void A_sprite_has_a_tile_for_every_cell()
    {
        XElement sprite = All("figure", "sprite").Single();
        Assert.Equal(("2", "1"), (sprite.Attribute("data-columns")!.Value, sprite.Attribute("data-chosen")!.Value));
        Assert.Equal(4, sprite.Descendants("button").Count());
        Assert.Equal(4, sprite.Descendants("li").Count());
        Assert.DoesNotContain(sprite.Descendants(), e => e.Attribute("hidden") is not null);
        IEnumerable<string> labels = sprite.Descendants("button").Select(b => b.Attribute("aria-label")!.Value);
        Assert.Equal(["text", "cell 1", "cell 2", "cell 3"], labels);
        Picture dot = Picture.Grey(1, 1);
        Assert.Throws<ArgumentException>(() => new Sprite(dot, "alt", 2, [new(dot, "a", [])]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sprite(dot, "alt", 1, [new(dot, "a", [])], chosen: 1));
    }

    [Fact]
    public void Columns_of_numbers_are_set_flush_right()
    {
        XElement[] cells = [.. All("figure", "table").Single().Descendants("td")];
        Assert.Equal(["1", "−2.5e-7"], cells.Where(c => Classes(c).Contains("number")).Select(c => c.Value));
    }

    [Fact]
    public void Texts_that_are_asked_for_cannot_be_left_out()
    {
        ReportSection section = new Report("t", "l").AddSection("s");
        Figure figure = Figures.Bars(["a"], [1], new("v", "m"));
        Assert.Throws<ArgumentException>(() => section.Figure(figure, "", "alt"));
        Assert.Throws<ArgumentException>(() => section.Figure(figure, "caption", " "));
        Assert.Throws<ArgumentException>(() => section.Montage("caption"));
        Assert.Throws<ArgumentException>(() => section.Montage("caption", new Tile(Picture.Grey(1, 1), "", "")));
        Assert.Throws<ArgumentException>(() => section.Table("caption", ["a", "b"], ["only one"]));
        Assert.Empty(section.Blocks);
    }

    [Fact]
    public void Equal_content_gives_equal_bytes() => Assert.Equal(s_html, SampleReport.Create().ToHtml());

    [Fact]
    public void An_empty_report_is_a_page() =>
        Assert.Equal("Title", Parse(new Report("Title", "").ToHtml()).Descendants("h1").Single().Value);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("</style></script><img src=x onerror=alert(1)>")]
    [InlineData("\" onload=\"alert(1)")]
    [InlineData("' & < > &amp; &#60; ]]> <!-- -->")]
    [InlineData("a\0b\u0001\uFFFF\uD800")]
    [InlineData("\uD83D\uDE00 é ‖ \u202E \u00A0")]
    public void Hostile_texts_are_shown_as_they_stand(string text)
    {
        XElement page = Parse(SampleReport.Create(text).ToHtml());
        Assert.Equal(Names(s_page), Names(page));
        Assert.Equal(Html.Clean(text), page.Descendants("h1").Single().Value);
        Assert.Equal(Html.Clean(text), page.Descendants("img").First().Attribute("alt")!.Value);
    }

    /// <summary>Whatever the text, the page has the elements and attributes that it has for a harmless one.</summary>
    [Fact]
    public void No_text_changes_the_structure()
    {
        string[] harmless = Names(Parse(Small("text").ToHtml()));
        Gen.OneOf(Gen.String, Gen.Char["<>&\"'/=! -\n\r\t\0aé"].Array.Select(c => new string(c))).Sample(text =>
        {
            text = "a" + text;   // some texts may not be empty
            XElement page = Parse(Small(text).ToHtml());
            Assert.Equal(harmless, Names(page));
            Assert.Equal(Html.Clean(text), page.Descendants("h1").Single().Value);
            Assert.Equal(Html.Clean(text), page.Descendants("img").Single().Attribute("alt")!.Value);
        }, iter: 300);
    }

    private static Report Small(string text)
    {
        Report report = new(text, text) { Footer = text };
        report.AddTruth(new(text, text, text, true));
        report.AddSection(text)
            .Settings((text, text))
            .Certificate(true, text, new CertificateCheck(text, text, text, true))
            .Montage(text, new Tile(Picture.Grey(1, 1), text, text))
            .Table(text, [text], [text]);
        return report;
    }

    [Fact]
    public void The_file_is_written_whole_or_refused_in_one_line()
    {
        using TemporaryFolder folder = new();
        SampleReport.Create().Write(folder.File("report.html"));
        Assert.Equal(s_html, File.ReadAllText(folder.File("report.html")));
        Assert.Equal("<!DOC"u8, File.ReadAllBytes(folder.File("report.html")).AsSpan(0, 5));
        Assert.Throws<InputException>(() => SampleReport.Create().Write(folder.File("absent/report.html")));
    }

    private static string[] Names(XElement page) =>
        [.. page.DescendantsAndSelf().Where(e => e.Name.NamespaceName.Length == 0).Select(Shape)];

    private static string Shape(XElement element) =>
        $"{element.Name} {string.Join(' ', element.Attributes().Select(a => a.Name))}";

    [GeneratedRegex(@"url\(|@import|@font-face|https?:|expression\(")]
    private static partial Regex Fetches();

    [GeneratedRegex(@"<([a-z0-9]+)[^>]*/>")]
    private static partial Regex SelfClosed();

    [GeneratedRegex(@"<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Drawings();

    [GeneratedRegex(@"var\(--([a-z0-9-]+)\)")]
    private static partial Regex Names();
}
