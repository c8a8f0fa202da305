using System.Globalization;
using System.Xml.Linq;
using Hinge.Core.Pictures;
using Hinge.Plots.Charts;

namespace Hinge.Plots.Tests.Charts;

public class FigureTests
{
    private static readonly Axis s_time = new("time", "s", Low: 0, High: 1);
    private static readonly Axis s_place = new("place", "m", Low: 0, High: 1);

    private static readonly Series s_banded = new("a", [0, 1], [0, 1]) { Low = [0, 0.5], High = [0.2, 1] };

    private static Figure[] OfEachKind() =>
    [
        Figures.Lines(s_time, s_place, s_banded, new("b", [0, 1], [1, 0])),
        Figures.Scatter(s_time, s_place, new Series("a", [0.2], [0.4])),
        Figures.Bars(["first", "second"], [1, 2], new Axis("length", "m")),
        Figures.GroupedBars(["first", "second"], new Axis("length", "m"), new("a", [1, 2]), new("b", [3, -1])),
        Figures.HeatMap(new double[,] { { 0, 1 }, { 2, double.NaN } }, new("x", "px"), new("y", "px"), new("v", "V")),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_png_has_the_asked_size_the_grounds_colour_and_something_on_it(int scale)
    {
        foreach (Figure figure in OfEachKind())
        {
            foreach (Theme theme in new[] { Theme.Light, Theme.Dark })
            {
                Picture picture = Pixels.Draw(figure, theme, scale);
                Assert.Equal((figure.Width * scale, figure.Height * scale), (picture.Width, picture.Height));
                Assert.True(Pixels.Is(picture, 0, 0, theme.Paper));
                Assert.True(Pixels.Of(picture, theme.Paper).Count < picture.Width * picture.Height);
                Assert.NotEmpty(Pixels.Of(picture, theme.Ink));   // text is there without any font of the machine
            }
        }
    }

    [Fact]
    public void A_scale_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OfEachKind()[0].ToPng(Theme.Light, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => OfEachKind()[0].ToPng(Theme.Light, 5));
    }

    [Fact]
    public void Equal_content_gives_equal_bytes()
    {
        Figure[] one = OfEachKind(), two = OfEachKind();
        for (int i = 0; i < one.Length; i++)
        {
            Assert.Equal(one[i].ToPng(Theme.Dark), two[i].ToPng(Theme.Dark));
            Assert.Equal(one[i].ToSvg(Theme.Light), two[i].ToSvg(Theme.Light));
            Assert.Equal(one[i].ToElements("f").Phone.ToString(), two[i].ToElements("f").Phone.ToString());
        }
    }

    [Fact]
    public void An_svg_is_a_drawing_of_the_same_size_with_its_axes_named()
    {
        foreach (Figure figure in OfEachKind())
        {
            XElement svg = XElement.Parse(figure.ToSvg(Theme.Light));
            Assert.Equal($"0 0 {figure.Width} {figure.Height}", svg.Attribute("viewBox")!.Value);
            Assert.Contains(svg.Descendants().Where(e => e.Name.LocalName == "text"), t => t.Value.Contains('['));
        }
    }

    [Fact]
    public void A_drawing_for_a_page_has_names_for_colours_and_identifiers_of_its_own()
    {
        string[] known = [.. Theme.Light.Names.Select(entry => $"var(--{entry.Name})"), "none"];
        List<string> identifiers = [];
        int number = 0;
        foreach (Figure figure in OfEachKind())
        {
            (XElement wide, XElement phone) = figure.ToElements($"figure-{number++}");
            foreach (XElement svg in new[] { wide, phone })
            {
                Assert.All(
                    svg.Descendants().Attributes().Where(a => a.Name.LocalName is "fill" or "stroke"),
                    colour => Assert.Contains(colour.Value, known));
                string[] own = [.. svg.Descendants().Attributes("id").Select(id => id.Value)];
                identifiers.AddRange(own);
                IEnumerable<string> uses = svg.Descendants().Attributes()
                    .Where(a => a.Name.LocalName is "clip-path" or "href" && a.Value.Contains('#'))
                    .Select(a => a.Value.Split('#')[1].TrimEnd(')'));
                Assert.All(uses, use => Assert.Contains(use, own));
            }
            Assert.Equal("360", phone.Attribute("width")!.Value);
        }
        Assert.Equal(identifiers.Count, identifiers.Distinct().Count());
        Assert.NotEmpty(identifiers);
    }

    /// <summary>Numbers under an axis are centred on their ticks, numbers beside it end there.</summary>
    [Fact]
    public void Texts_are_anchored_where_they_belong()
    {
        XElement svg = Figures.Lines(s_time, s_place, new Series("a", [0, 1], [0, 1])).ToElements("f").Wide;
        XElement[] texts = [.. svg.Descendants().Where(e => e.Name.LocalName == "text")];
        string[] Anchors(string text) =>
            [.. texts.Where(t => t.Value == text).Select(t => t.Attribute("text-anchor")?.Value ?? "start").Order()];
        Assert.Equal(["middle"], Anchors("time [s]"));
        Assert.Equal(["middle"], Anchors("place [m]"));
        Assert.Contains("middle", Anchors("0.5").Concat(Anchors("0.6")));
        Assert.Contains("end", Anchors("0.5").Concat(Anchors("0.6")));
        Assert.All(texts, text => Assert.InRange(
            double.Parse(text.Attribute("x")!.Value, CultureInfo.InvariantCulture), -1, 1));
    }

    [Fact]
    public void Themes_reach_the_contrast_that_reading_needs()
    {
        foreach (Theme theme in new[] { Theme.Light, Theme.Dark })
        {
            Assert.InRange(Pixels.Contrast(theme.Ink, theme.Paper), 7, 21);
            Assert.InRange(Pixels.Contrast(theme.Muted, theme.Paper), 4.5, 21);
            Assert.All(theme.Series, colour => Assert.InRange(Pixels.Contrast(colour, theme.Paper), 4.5, 21));
            Assert.Equal(theme.Names.Count(), theme.Names.Select(n => n.Colour).Distinct().Count());
        }
        Assert.Equal(Theme.Light.Names.Select(n => n.Name), Theme.Dark.Names.Select(n => n.Name));
    }

    [Fact]
    public void The_typeface_has_the_signs_of_formulas()
    {
        const string signs = "‖Fx‖ Fᵀ⊙∇σ⁻⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ᵢ⁽ˢ⁾×·±≤≥≈≠∞√∑∂∈∫°µ→←½−–…αβγδεζηθλμνπρτφχψωΔΣΦΩäöüßé";
        Assert.All(signs, sign => Assert.True(FigureFont.Instance.Has(sign), $"U+{(int)sign:X4} {sign}"));
    }
}
