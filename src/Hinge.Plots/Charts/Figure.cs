using System.Xml.Linq;
using Hinge.Core.Pictures;
using ScottPlot;
using SkiaSharp;

namespace Hinge.Plots.Charts;

/// <summary>
/// A drawn figure, to be had as PNG or SVG, on light or dark ground. The same content gives the same bytes.
/// </summary>
public sealed class Figure
{
    private const int WideWidth = 680;
    private const int PhoneWidth = 360;
    private readonly int _phoneHeight;
    private readonly Action<Plot, Theme, PixelSize> _draw;

    /// <param name="height">The height at full width, in CSS pixels.</param>
    /// <param name="phoneHeight">The height at the width of a phone.</param>
    /// <param name="draw">Draws the content into a plot that has the common look already.</param>
    internal Figure(int height, int phoneHeight, Action<Plot, Theme, PixelSize> draw)
    {
        Height = height;
        _phoneHeight = phoneHeight;
        _draw = draw;
    }

    /// <summary>The width in CSS pixels.</summary>
    public int Width { get; } = WideWidth;

    /// <summary>The height in CSS pixels.</summary>
    public int Height { get; }

    /// <summary>The figure as a PNG file of <paramref name="scale"/> pixels a CSS pixel.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not in 1 … 4.</exception>
    public byte[] ToPng(Theme theme, int scale = 2) => PngFile.ToBytes(ToPicture(theme, scale));

    /// <summary>The figure as an RGB picture of <paramref name="scale"/> pixels a CSS pixel.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not in 1 … 4.</exception>
    public Picture ToPicture(Theme theme, int scale = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 4);
        using Plot plot = Draw(theme, new PixelSize(Width, Height));
        plot.FigureBackground.Color = Color.FromHex(theme.Paper);
        plot.ScaleFactor = scale;
        SKImageInfo form = new(Width * scale, Height * scale, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKBitmap bitmap = new(form);
        using SKCanvas canvas = new(bitmap);
        plot.Render(canvas, form.Width, form.Height);
        Picture picture = Picture.Rgb(form.Width, form.Height);
        ReadOnlySpan<byte> pixels = bitmap.GetPixelSpan();
        for (int i = 0; i < form.Width * form.Height; i++)
            pixels.Slice(4 * i, 3).CopyTo(picture.Samples.AsSpan(3 * i));
        return picture;
    }

    /// <summary>The figure as an SVG file with a ground of its own.</summary>
    public string ToSvg(Theme theme)
    {
        using Plot plot = Draw(theme, new PixelSize(Width, Height));
        plot.FigureBackground.Color = Color.FromHex(theme.Paper);
        return SvgDrawing.Parse(plot.GetSvgXml(Width, Height), "figure").ToString();
    }

    /// <summary>The figure as an element of a page whose style sheet holds the colours, at two widths.</summary>
    internal (XElement Wide, XElement Phone) ToElements(string identifier) =>
        (ToElement($"{identifier}-wide", new PixelSize(Width, Height)),
         ToElement($"{identifier}-phone", new PixelSize(PhoneWidth, _phoneHeight)));

    private XElement ToElement(string identifier, PixelSize size)
    {
        using Plot plot = Draw(Theme.Light, size);
        XElement svg = SvgDrawing.Parse(plot.GetSvgXml((int)size.Width, (int)size.Height), identifier);
        SvgDrawing.NameColours(svg, Theme.Light);
        return svg;
    }

    private Plot Draw(Theme theme, PixelSize size)
    {
        Plot plot = new();
        Look.Apply(plot, theme);
        _draw(plot, theme, size);
        return plot;
    }
}
