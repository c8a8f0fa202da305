using System.Text.Json.Nodes;
using Hinge.Cli.Tour;
using Hinge.Core.Pictures;
using Hinge.Plots.Reports;
using Hinge.Samples;
using Hinge.Scope;
using Hinge.Scope.Analyses;
using Hinge.Scope.Networks.Planted;
using Hinge.Scope.Pictures;
using Hinge.Torch.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>A network on the tour that is built to move its input, and what its displacement map says of it.</summary>
/// <param name="Recovered">Share of the pixels whose displacement is the planted one, within a pixel.</param>
/// <param name="Pixels">Pixels whose source lies in the picture.</param>
internal sealed record TourPlanted(double Recovered, int Pixels)
{
    private const int Side = 32, ShiftX = 5, ShiftY = -3;
    private const double Wanted = 0.95;   // finding F5 of the specification

    /// <summary>Whether the planted truth was found.</summary>
    public bool Passed => Recovered >= Wanted;

    /// <summary>The measured truth.</summary>
    public string Truth => $"a planted shift found in {ScopeReport.Percent(Recovered)} of the pixels";

    /// <summary>Builds the network, and looks.</summary>
    public static TourPlanted Measure(TourContext context, CancellationToken cancellation)
    {
        using DisposeScope scope = NewDisposeScope();
        Picture picture = DrawnPictures.Grey(context.Seed, Side, Side);
        using ShiftNet network = new(ShiftX, ShiftY);
        network.eval();
        using LinearScope hooked = LinearScope.Attach(network, new() { Seed = context.Seed });
        using Interpreter at = hooked.Freeze(picture.ToTensor());
        DisplacementMap map = DisplacementMap.Of(at, cancellation: cancellation);
        int found = 0, inside = 0;
        for (int i = 0; i < map.Dx.Length; i++)
        {
            if (!double.IsFinite(map.Dx[i]))
                continue;
            inside++;
            // The content comes from where it was before the move.
            if (Math.Abs(map.Dx[i] + ShiftX) <= 1 && Math.Abs(map.Dy[i] + ShiftY) <= 1)
                found++;
        }
        context.Report.AddSection("Does it find what is known to be there?").Text(
            $"A network that was built to move its input by ({ShiftX}, {ShiftY}) pixels, with gates that change with "
            + "the picture. The displacement map must say so, and it is computed without knowing.")
            .Montage(
                "The picture, what the network makes of it, and from where each output pixel takes its content: one "
                + "colour is one direction.",
                new Tile(picture, "input", "The input"),
                new Tile(at.Output.ToPicture(), "output", "The output, moved"),
                new Tile(
                    DirectionMap.Draw(map.Dx, map.Dy, Side, Side), "displacement", "One colour nearly everywhere"));
        return new(inside == 0 ? 0 : (double)found / inside, inside);
    }

    /// <summary>What was found.</summary>
    public JsonObject ToJson() => new() { ["recovered"] = Recovered, ["pixels"] = Pixels };
}
