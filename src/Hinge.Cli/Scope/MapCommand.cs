using System.CommandLine;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Scope;
using Hinge.Scope.Analyses;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope map</c>: where each output pixel comes from, and what filter makes it.</summary>
internal static class MapCommand
{
    private static readonly Option<int> s_channel = CommonOptions.Integer("--channel", "Output channel", 0, 0);

    private static readonly Option<int> s_border =
        CommonOptions.Integer("--border", "Output pixels left out on each side of the filter maps", 0, 0);

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

        // Every row is needed: the sparse map gives them for the price of its few passes.
        ILinearMap map = MatrixCommand.SparseOrReplayed(run);
        DisplacementMap displacement =
            DisplacementMap.Of(map, channel, run.Context.Progress, run.Context.Cancellation);
        SpaceVariantFilters filters =
            SpaceVariantFilters.Of(map, border, channel, run.Context.Progress, run.Context.Cancellation);
        TemplateMap template = TemplateMap.Of(at);
        ImageMaps maps = new(run.Subject, displacement, filters, template, channel);
        foreach (string line in maps.Lines)
            run.WriteLine(line);
        foreach ((string name, Core.Pictures.Picture picture) in maps.Pictures)
            run.WritePicture(name, picture);
        maps.Report(run.Report);
        run.Document.Add(maps.ToJson());
    }
}
