using Hinge.Plots.Charts;
using SkiaSharp;

namespace Hinge.Cli.Doctor;

/// <summary>The typeface of the figures: Hinge carries it, whatever fonts the system has; it must open.</summary>
internal static class FontCheck
{
    public static Check Run()
    {
        using Stream? font = typeof(Figure).Assembly.GetManifestResourceStream("DejaVuSans.ttf");
        using SKTypeface? face = font is null ? null : SKTypeface.FromStream(font);
        return face is { GlyphCount: > 0 }
            ? new Check("font", CheckStatus.Ok, $"{face.FamilyName}, carried by Hinge.Plots")
            : new Check("font", CheckStatus.Missing, "the typeface carried by Hinge.Plots does not open",
                "run 'dotnet restore --force' and build again");
    }
}
