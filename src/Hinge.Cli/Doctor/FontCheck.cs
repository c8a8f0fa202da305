using SkiaSharp;

namespace Hinge.Cli.Doctor;

/// <summary>The fonts of the figures.</summary>
internal static class FontCheck
{
    private const string Wanted = "DejaVu Sans";

    public static Check Run()
    {
        string[] families = [.. SKFontManager.Default.FontFamilies];
        if (families.Contains(Wanted, StringComparer.OrdinalIgnoreCase))
            return new Check("fonts", CheckStatus.Ok, Wanted);
        const string Advice = "figures look as intended with DejaVu Sans: apt-get install fonts-dejavu-core";
        return families.Length > 0
            ? new Check("fonts", CheckStatus.Warning, $"no {Wanted}; {families.Length} other families", Advice)
            : new Check("fonts", CheckStatus.Warning, "none: figures have no text", Advice);
    }
}
