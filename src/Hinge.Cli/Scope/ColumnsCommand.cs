using System.CommandLine;
using System.Text.Json.Nodes;
using Hinge.Cli.Scope.Inputs;
using Hinge.Core.Formats;
using Hinge.Scope;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope columns</c>: what one input pixel does to every output.</summary>
internal static class ColumnsCommand
{
    private const int GridColumns = 4;

    private static readonly Option<long[][]?> s_at = PlaceOption.Create("Input pixel");

    /// <summary>The command.</summary>
    public static Command Create() => ScopeCommand.Create(
        "columns", "Columns of F: the projective filters of input pixels", Run, s_at, ScopeOptions.Plan);

    private static void Run(ScopeRun run)
    {
        Interpreter at = run.Subject.At;
        ILinearMap map = run.Subject.Map(run.Context.Arguments.GetValue(ScopeOptions.Plan));
        IReadOnlyList<long> shape = at.InputShape;
        long[][] places = PlaceOption.Of(run.Context, s_at) ?? PlaceOption.Grid(GridColumns, shape);
        OutputIndex[] inputs = [.. places.Select(place => PlaceOption.Index(place, shape, "input"))];
        using Tensor columns = map.ColumnsAt([.. places.Select(place => PlaceOption.Flat(place, shape, "input"))]);
        ColumnOfF[] shown = [.. inputs.Select((input, i) => ColumnOfF.Of(columns.narrow(0, i, 1), input, shape))];
        foreach (ColumnOfF column in shown)
            run.WriteLine(column.ToString());
        FilterReport.Write(run, "columns", "Columns of F: what one input pixel does to every output.", shown);
        NpzFile.Write(run.File("columns.npz"),
        [
            new("columns", columns.ToNdArray()),
            new("inputs", NdArray.From<long>(
                [.. inputs.SelectMany(input => (long[])[input.Channel, input.Y, input.X])], inputs.Length, 3)),
        ]);
        run.Document["columns"] = new JsonArray([.. shown.Select(column => column.ToJson())]);
    }
}
