using ScottPlot;
using SkiaSharp;

namespace Hinge.Plots.Charts;

/// <summary>The typeface of figures, carried by this assembly: machines without fonts draw the same.</summary>
internal sealed class FigureFont : IFontResolver
{
    /// <summary>The name by which ScottPlot asks for it.</summary>
    public const string Name = "Hinge figure font";

    private FigureFont(SKTypeface face) => Face = face;

    /// <summary>The typeface, known to ScottPlot from the first use on.</summary>
    public static FigureFont Instance { get; } = Register();

    private SKTypeface Face { get; }

    /// <summary>Whether it can draw a character.</summary>
    public bool Has(char character) => Face.ContainsGlyph(character);

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Face : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? Face : null;

    /// <summary>The width of a line of text, in the unit of <paramref name="size"/>.</summary>
    public float Measure(string text, float size)
    {
        using SKFont font = new(Face, size);
        return font.MeasureText(text);
    }

    private static FigureFont Register()
    {
        using Stream stream = typeof(FigureFont).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!;
        FigureFont font = new(SKTypeface.FromStream(stream));
        Fonts.FontResolvers.Insert(0, font);
        return font;
    }
}
