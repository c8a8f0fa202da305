using System.CommandLine;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Scope;
using Hinge.Scope.Analyses;
using Hinge.Scope.Colouring;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope map</c>: where each output pixel comes from, and what filter makes it.</summary>
internal static class MapCommand
{
    private static readonly Option<int> s_channel = new("--channel")
    {
        Description = "Output channel",
        HelpName = "C",
        CustomParser = result => CommonOptions.Number(result, "--channel", 0, int.MaxValue),
    };

    private static readonly Option<int> s_border = new("--border")
    {
        Description = "Output pixels left out on each side of the filter maps",
        HelpName = "N",
        CustomParser = result => CommonOptions.Number(result, "--border", 0, int.MaxValue),
    };

    /// <summary>The command.</summary>
    public static Command Create() => ScopeCommand.Create(
        "map", "Maps of displacement, template, gain and orientation of a network that makes pictures", Run,
        s_channel, s_border);

    private static void Run(ScopeRun run)
    {
        Interpreter at = run.Subject.At;
        if (at.OutputShape.Count != 3)
        {
            throw new InputException(
                $"{run.Subject.Network.Name}: outputs of shape [{string.Join(", ", at.OutputShape)}] are no picture");
        }
        int channel = run.Context.Arguments.GetValue(s_channel), border = run.Context.Arguments.GetValue(s_border);
        (long height, long width) = (at.OutputShape[1], at.OutputShape[2]);
        if (channel >= at.OutputShape[0])
            throw new InputException($"--channel {channel}: the output has channels 0 to {at.OutputShape[0] - 1}");
        if (2L * border >= Math.Min(height, width))
            throw new InputException($"--border {border} leaves nothing of {width} x {height} outputs");

        ILinearMap map = MapOf(run);
        DisplacementMap displacement =
            DisplacementMap.Of(map, channel, run.Context.Progress, run.Context.Cancellation);
        SpaceVariantFilters filters =
            SpaceVariantFilters.Of(map, border, channel, run.Context.Progress, run.Context.Cancellation);
        TemplateMap template = TemplateMap.Of(at);
        ImageMaps maps = new(run.Subject, displacement, filters, template, channel);
        foreach (string line in maps.Lines())
            run.WriteLine(line);
        foreach ((string name, Core.Pictures.Picture picture) in maps.Pictures())
            run.WritePicture(name, picture);
        maps.Report(run.Report);
        run.Document.Add(maps.ToJson());
    }

    // Every row is needed: the sparse map gives them for the price of its few passes.
    private static ILinearMap MapOf(ScopeRun run)
    {
        if (!run.Subject.At.Footprint.IsLocal)
            return run.Subject.At;
        try
        {
            SparseExtraction found = MatrixCommand.Extract(run);
            run.Document["matrix"] = MatrixCommand.Document(found);
            return found.Map;
        }
        catch (InputException)
        {
            return run.Subject.At;
        }
    }
}
