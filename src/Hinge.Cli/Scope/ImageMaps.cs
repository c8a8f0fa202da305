using System.Text.Json.Nodes;
using Hinge.Cli.Scope.Inputs;
using Hinge.Core.Pictures;
using Hinge.Plots.Reports;
using Hinge.Scope.Analyses;
using Hinge.Scope.Pictures;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>What the rows of F say of a network that makes pictures, pixel by pixel.</summary>
/// <param name="subject">The network and the picture.</param>
/// <param name="displacement">Where each output pixel comes from.</param>
/// <param name="filters">The filter that makes it.</param>
/// <param name="template">How much of it is the network's own.</param>
/// <param name="channel">The output channel.</param>
internal sealed class ImageMaps(
    Subject subject, DisplacementMap displacement, SpaceVariantFilters filters, TemplateMap template, int channel)
{
    private const double EdgeSmoothing = 1.5;
    private const int Segments = 32, MostPixels = 512;

    private readonly Picture _output = subject.Network.Show(subject.At.Output);
    private readonly double[] _template = template.Share.AsSpan(
        channel * displacement.Width * displacement.Height, displacement.Width * displacement.Height).ToArray();
    private (double Error, int Pixels)? _edges;

    /// <summary>The maps in lines.</summary>
    public IReadOnlyList<string> Lines => field ??= [.. Describe()];

    /// <summary>The pictures with the names of their files.</summary>
    public IReadOnlyList<(string Name, Picture Picture)> Pictures => field ??= [.. Draw()];

    /// <summary>A section of the report.</summary>
    public ReportSection Report(Report report)
    {
        ReportSection section = report.AddSection($"{subject.Network.Name}: where every pixel comes from");
        section.Text(string.Join(". ", Lines) + ".");
        return section.Montage(
            "Displacement: from where each output pixel takes its content, as a colour wheel (white: from its own "
            + "place) and as lines from the pixel to its source. Template: the share of the pixel that is the "
            + "network's own, r rather than F x. Gain: the sum of the row less one, red brightens. Orientation: along "
            + "which direction each filter stretches, longer lines for longer filters.",
            [.. Pictures.Select(each => new Tile(each.Picture, Path.GetFileNameWithoutExtension(each.Name),
                $"Map of {Path.GetFileNameWithoutExtension(each.Name)}"))]);
    }

    /// <summary>The numbers as JSON.</summary>
    public JsonObject ToJson()
    {
        (double error, int pixels) = Edges;
        return new()
        {
            ["displacementMedian"] = Median(Lengths),
            ["displacementLargest"] = Lengths.DefaultIfEmpty(0).Max(),
            ["outsideShare"] = Mean(displacement.OutsideShare),
            ["templateMedian"] = Median(_template),
            ["meanGain"] = filters.MeanGain,
            ["medianAnisotropy"] = filters.MedianAnisotropy,
            ["edgePixels"] = pixels,
            ["orientationError"] = error,
        };
    }

    private double[] Lengths => field ??=
        [.. displacement.Dx.Zip(displacement.Dy, double.Hypot).Where(double.IsFinite)];

    private (double Error, int Pixels) Edges => _edges ??= EdgeError();

    private IEnumerable<string> Describe()
    {
        yield return $"displacement median {ScopeReport.Number(Median(Lengths))} px, largest "
            + $"{ScopeReport.Number(Lengths.DefaultIfEmpty(0).Max())} px; energy outside 9 x 9 "
            + ScopeReport.Percent(Mean(displacement.OutsideShare));
        yield return $"template median {ScopeReport.Number(Median(_template))}, "
            + $"{ScopeReport.Percent(_template.Average(share => share > 0.5 ? 1.0 : 0.0))} of the pixels more r than F "
            + "x";
        (double error, int pixels) = Edges;
        string edges = pixels > 0
            ? $"orientation error on {pixels} edge pixels {ScopeReport.Degrees(error)}"
            : "no straight edges";
        yield return $"filters  mean gain {ScopeReport.Number(filters.MeanGain)}, median anisotropy "
            + $"{ScopeReport.Number(filters.MedianAnisotropy)}, {edges}";
    }

    private IEnumerable<(string Name, Picture Picture)> Draw()
    {
        int enlarge = Enlargement(displacement.Width, displacement.Height);
        Picture displaced =
            DirectionMap.Draw(displacement.Dx, displacement.Dy, displacement.Width, displacement.Height);
        yield return ("displacement.png", Montage.Of([displaced], 1, enlarge));
        yield return ("arrows.png", Arrows());
        yield return ("template.png", Montage.Of(
            [SignedMap.Draw(_template, displacement.Width, displacement.Height, 1)], 1, enlarge));
        yield return ("gain.png", Montage.Of(
            [SignedMap.Draw([.. filters.Filters.Select(filter => filter.Gain - 1)], filters.Width, filters.Height)],
            1, enlarge));
        yield return ("orientation.png", Orientation());
    }

    private (double Error, int Pixels) EdgeError()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] picture = subject.At.Output.to(ScalarType.Float64)[0, channel].contiguous().data<double>().ToArray();
        return filters.OrientationError(
            StructureTensor.Of(picture, displacement.Height, displacement.Width, EdgeSmoothing));
    }

    private Picture Arrows()
    {
        double scale = (double)displacement.Width / subject.X.shape[3];
        return SegmentMap.Draw(
            _output, Enlargement(_output.Width, _output.Height),
            Thinned(displacement.Width, displacement.Height).Select(place =>
            {
                int at = (place.Y * displacement.Width) + place.X;
                (double x, double y) = (place.X + 0.5, place.Y + 0.5);
                return (x, y, x + (scale * displacement.Dx[at]), y + (scale * displacement.Dy[at]));
            }));
    }

    private Picture Orientation()
    {
        double longest = filters.Filters.Max(filter => filter.Length * filter.Anisotropy);
        double step = Math.Max(1, Math.Max(filters.Width, filters.Height) / (2.0 * Segments));
        double reach = step / Math.Max(longest, double.Epsilon);
        return SegmentMap.Draw(
            _output, Enlargement(_output.Width, _output.Height),
            Thinned(filters.Width, filters.Height).Select(place =>
            {
                FilterMoments filter = filters.Filters[(place.Y * filters.Width) + place.X];
                double half = reach * filter.Length * filter.Anisotropy;
                double x = place.X + filters.Border + 0.5, y = place.Y + filters.Border + 0.5;
                (double sin, double cos) = Math.SinCos(filter.Orientation);
                return (x - (half * cos), y - (half * sin), x + (half * cos), y + (half * sin));
            }));
    }

    private static IEnumerable<(int X, int Y)> Thinned(int width, int height)
    {
        int step = Math.Max(1, Math.Max(width, height) / Segments);
        for (int y = step / 2; y < height; y += step)
        {
            for (int x = step / 2; x < width; x += step)
                yield return (x, y);
        }
    }

    private static int Enlargement(int width, int height) => Math.Max(1, MostPixels / Math.Max(width, height));

    private static double Median(double[] values) => values.Length == 0 ? double.NaN : SpectrumReport.Median(values);

    private static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(0).Average();
}
