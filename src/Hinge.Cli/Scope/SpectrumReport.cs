using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Core.Pictures;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;
using Hinge.Scope.Analyses;
using Hinge.Scope.Certificates;
using Hinge.Scope.Pictures;
using Hinge.Scope.Spectra;

namespace Hinge.Cli.Scope;

/// <summary>Singular values and vectors as lines, pictures, a section of a report, and JSON.</summary>
internal static class SpectrumReport
{
    private const int Shown = 24, Columns = 8, TilePixels = 96, CropSide = 24;

    /// <summary>The result in lines.</summary>
    public static IEnumerable<string> Lines(TruncatedSvd svd, IReadOnlyList<SingularVectorFit> fits)
    {
        IEnumerable<int> places = ((int[])[1, 8, svd.Count]).Where(place => place <= svd.Count).Distinct();
        string values = string.Join("  ", places.Select(place => string.Create(
            CultureInfo.InvariantCulture, $"s{place} {svd.Values[place - 1]:0.000}")));
        yield return $"{values}   {svd.Applications} applications, {svd.Restarts} restarts   residual "
            + $"{ErrorText.Of(svd.Residual)} s1   U'U-I {ErrorText.Of(svd.LeftOrthogonality)}  V'V-I "
            + ErrorText.Of(svd.RightOrthogonality);
        if (fits.Count > 0)
        {
            string area = ScopeReport.Percent(Median(fits.Select(fit => fit.Area)));
            yield return $"eigen-inputs: 90 % of the energy in {area} of the area (median), Gabor R2 "
                + $"{R2(fits, fit => fit.Gabor)}, Mexican hat {R2(fits, fit => fit.MexicanHat)}, Gaussian "
                + $"{R2(fits, fit => fit.Gaussian)} (medians)";
        }
    }

    /// <summary>Eigen-inputs above their eigen-outputs, strongest first.</summary>
    public static Picture Montage(TruncatedSvd svd)
    {
        int count = Math.Min(Shown, svd.Count);
        Picture[] inputs = [.. svd.Right.Take(count).Select(v => Draw(v, svd.InputShape))];
        Picture[] outputs = [.. svd.Left.Take(count).Select(u => Draw(u, svd.OutputShape))];
        bool alike = inputs[0].Width == outputs[0].Width && inputs[0].Height == outputs[0].Height;
        return Hinge.Scope.Pictures.Montage.Of(
            alike ? [.. inputs, .. outputs] : inputs, Columns, Math.Max(1, TilePixels / inputs[0].Width));
    }

    /// <summary>A section on a spectrum.</summary>
    public static ReportSection Add(
        Report report, string network, TruncatedSvd svd, IReadOnlyList<SingularVectorFit> fits, double tolerance)
    {
        const double orthogonal = 1e-6;   // row E9 of the specification
        ReportSection section = report.AddSection($"{network}: what it does to pictures, strongest first");
        section.Text(
            "F = U S V': a picture v goes in, s times the picture u comes out. The v with the largest s are those that "
            + "the network amplifies most at this picture. Compact, oriented, wave-like ones are the mark of a wavelet "
            + "basis.");
        section.Montage(
            "Eigen-inputs with their singular values; R2 is the share of the energy that the best Gabor function "
            + "explains. Red is positive, blue negative; each picture has its own scale.",
            [.. svd.Right.Take(Shown).Select((v, k) => new Tile(
                Draw(v, svd.InputShape), Label(svd, fits, k), $"Eigen-input {k + 1}"))]);
        if (svd.OutputShape.Count == 3)
        {
            section.Montage(
                "Their eigen-outputs: what comes out.",
                [.. svd.Left.Take(Shown).Select((u, k) => new Tile(
                    Draw(u, svd.OutputShape), Label(svd, [], k), $"Eigen-output {k + 1}"))]);
        }
        double[] order = [.. Enumerable.Range(1, svd.Count).Select(k => (double)k)];
        double[] bars = [.. svd.ForwardResiduals.Zip(
            svd.TransposedResiduals, (a, b) => Math.Max(a, b) * svd.Values[0])];
        section.Figure(
            Figures.Lines(
                new Axis("k", Axis.PureNumber), new Axis("singular value", Axis.PureNumber),
                new Series("s", order, svd.Values)
                {
                    Low = [.. svd.Values.Zip(bars, (s, bar) => s - bar)],
                    High = [.. svd.Values.Zip(bars, (s, bar) => s + bar)],
                }),
            $"The spectrum, with its residuals as a band ({ErrorText.Of(svd.Residual)} of s1: too narrow to see "
            + "where all went well).",
            "Singular values in descending order");
        return section.Certificate(
            svd.Converged.All(good => good),
            "These are singular triplets of F, measured anew on the result",
            ScopeReport.Check("largest of |F v - s u| and |F'u - s v|, relative to s1", svd.Residual, tolerance),
            ScopeReport.Check("|U'U - I|", svd.LeftOrthogonality, orthogonal),
            ScopeReport.Check("|V'V - I|", svd.RightOrthogonality, orthogonal));
    }

    /// <summary>The numbers as JSON.</summary>
    public static JsonObject Document(TruncatedSvd svd, IReadOnlyList<SingularVectorFit> fits) => new()
    {
        ["values"] = ScopeJson.Of(svd.Values),
        ["converged"] = svd.Converged.Count(good => good),
        ["residual"] = svd.Residual,
        ["leftOrthogonality"] = svd.LeftOrthogonality,
        ["rightOrthogonality"] = svd.RightOrthogonality,
        ["applications"] = svd.Applications,
        ["restarts"] = svd.Restarts,
        ["fits"] = new JsonArray([.. fits.Select(fit => new JsonObject
        {
            ["area"] = fit.Area,
            ["frequency"] = fit.Frequency,
            ["orientation"] = fit.Orientation,
            ["gabor"] = fit.Gabor.Determination,
            ["mexicanHat"] = fit.MexicanHat.Determination,
            ["gaussian"] = fit.Gaussian.Determination,
        })]),
    };

    /// <summary>The middle of some numbers.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string R2(IEnumerable<SingularVectorFit> fits, Func<SingularVectorFit, WaveletFit> form) =>
        Median(fits.Select(fit => form(fit).Determination)).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Label(TruncatedSvd svd, IReadOnlyList<SingularVectorFit> fits, int k)
    {
        string s = svd.Values[k].ToString("0.000", CultureInfo.InvariantCulture);
        return k < fits.Count
            ? $"{s}, R2 {fits[k].Gabor.Determination.ToString("0.00", CultureInfo.InvariantCulture)}"
            : s;
    }

    // Channels side by side would hide what they share: their sum is shown. Most singular pictures are compact, so the
    // part around the centre of their energy is.
    private static Picture Draw(double[] vector, IReadOnlyList<long> shape)
    {
        if (shape.Count != 3)
            return SignedMap.Draw(vector, vector.Length, 1);
        int width = (int)shape[2], height = (int)shape[1], size = width * height;
        double[] map = new double[size];
        for (int i = 0; i < vector.Length; i++)
            map[i % size] += vector[i];
        double energy = map.Sum(value => value * value), x = 0, y = 0;
        for (int i = 0; i < size; i++)
        {
            x += map[i] * map[i] / energy * (i % width);
            y += map[i] * map[i] / energy * (i / width);
        }
        int columns = Math.Min(width, CropSide), rows = Math.Min(height, CropSide);
        int left = Math.Clamp((int)x - (columns / 2), 0, width - columns);
        int top = Math.Clamp((int)y - (rows / 2), 0, height - rows);
        double[] crop = new double[columns * rows];
        for (int row = 0; row < rows; row++)
            map.AsSpan((top + row) * width + left, columns).CopyTo(crop.AsSpan(row * columns));
        return SignedMap.Draw(crop, columns, rows);
    }
}
