using System.Diagnostics;
using SkiaSharp;

namespace Hinge.Cli.Doctor;

/// <summary>SkiaSharp, which draws the figures.</summary>
internal static class SkiaCheck
{
    public static Check Run()
    {
        try
        {
            string package = FileVersionInfo.GetVersionInfo(typeof(SKBitmap).Assembly.Location).FileVersion ?? "";
            return new Check("SkiaSharp", CheckStatus.Ok, $"{package}, Skia {SkiaSharpVersion.Native}");
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or InvalidOperationException
                                    or EntryPointNotFoundException or BadImageFormatException)
        {
            string[] lines = e.GetBaseException().Message.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            // The runtime's general sentence comes first, the loader's words after it.
            return new Check("SkiaSharp", CheckStatus.Missing, lines[Math.Min(1, lines.Length - 1)].Trim(),
                "run 'dotnet restore --force' and build again");
        }
    }
}
