using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Scope.Inputs;
using Hinge.Core.Formats;
using Hinge.Scope;
using Hinge.Scope.Colouring;
using Hinge.Scope.Windows;
using Hinge.Torch.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope rows</c>: with which weight every input pixel enters an output.</summary>
internal static class RowsCommand
{
    private const int GridColumns = 4;

    private static readonly Option<long[][]?> s_at = PlaceOption.Create("Output pixel or class");

    /// <summary>The command.</summary>
    public static Command Create() => ScopeCommand.Create(
        "rows", "Rows of F: the receptive filters of output pixels or classes", Run, s_at, ScopeOptions.Plan);

    private static void Run(ScopeRun run)
    {
        Subject subject = run.Subject;
        long[][]? places = PlaceOption.Of(run.Context, s_at);
        bool planned = run.Context.Arguments.GetResult(ScopeOptions.Plan) is { Implicit: false };
        long start = Stopwatch.GetTimestamp();
        // Windows need no more of the picture than the fields of the places asked for.
        bool windows = !planned && subject.Scope is not null && places?.All(place => place.Length > 1) == true;
        RowOfF[] rows = windows ? Windows(run, places!) : Whole(run, places);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        run.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Extent(rows, subject.X)}, {1000 * seconds / rows.Length:0.0} ms a row"));
        foreach (RowOfF row in rows)
            run.WriteLine(row.ToString());
        FilterReport.Write(run, "rows", "Rows of F: the weight with which each input pixel enters an output.", rows);
        Save(run.File("rows.npz"), rows);
        run.Document["rows"] = new JsonArray([.. rows.Select(row => row.ToJson())]);
    }

    private static RowOfF[] Windows(ScopeRun run, long[][] places)
    {
        Subject subject = run.Subject;
        OutputIndex[] outputs =
            [.. places.Select(place => new OutputIndex(place.Length > 2 ? place[2] : 0, place[1], place[0]))];
        Footprint footprint = subject.Scope!.FootprintAt(subject.X);
        if (!footprint.IsLocal)
            return Whole(run, places);
        double perOutput(AxisFootprint axis) => (double)axis.Denominator / axis.Numerator;
        return
        [
            .. subject.Scope.Rows(subject.X, outputs, run.Context.Progress, run.Context.Cancellation)
                .Select(row => RowOfF.Of(row, perOutput(footprint.X!), perOutput(footprint.Y!))),
        ];
    }

    private static RowOfF[] Whole(ScopeRun run, long[][]? places)
    {
        Interpreter at = run.Subject.At;
        ILinearMap map = run.Subject.Map(run.Context.Arguments.GetValue(ScopeOptions.Plan));
        IReadOnlyList<long> shape = at.OutputShape;
        places ??= shape.Count == 3
            ? PlaceOption.Grid(GridColumns, shape)
            : [[at.Output.argmax().ToInt64()]];
        long[] flat = [.. places.Select(place => PlaceOption.Flat(place, shape, "output"))];
        using Tensor all = map.RowsAt(flat);
        using Tensor y = at.Output.to(ScalarType.Float64).flatten(), r = at.Residual.to(ScalarType.Float64).flatten();
        Interval height = new(0, at.Input.shape[2] - 1), width = new(0, at.Input.shape[3] - 1);
        List<RowOfF> rows = [];
        for (int i = 0; i < flat.Length; i++)
        {
            OutputIndex output = shape.Count == 3 ? PlaceOption.Index(places[i], shape, "output") : new(flat[i], 0, 0);
            using Tensor linear = all[i] * at.Input[0];
            WindowedRow row = new(
                output, height, width, all.narrow(0, i, 1).clone(), y[flat[i]].ToDouble(),
                linear.sum(ScalarType.Float64).ToDouble(), r[flat[i]].ToDouble());
            rows.Add(shape.Count == 3
                ? RowOfF.Of(row, (double)width.Length / shape[2], (double)height.Length / shape[1])
                : RowOfF.OfClass(row));
        }
        return [.. rows];
    }

    private static string Extent(RowOfF[] rows, Tensor x)
    {
        WindowedRow first = rows[0].Row;
        return rows.All(row => row.Row.Y.Length == x.shape[2] && row.Row.X.Length == x.shape[3])
            ? $"whole picture, {x.shape[3]} x {x.shape[2]}"
            : $"window {first.X.Length} x {first.Y.Length} of {x.shape[3]} x {x.shape[2]}";
    }

    // A row has the extent of its window, so each is an array of its own beside its origin.
    private static void Save(string path, RowOfF[] rows)
    {
        List<KeyValuePair<string, NdArray>> arrays = [];
        for (int i = 0; i < rows.Length; i++)
        {
            WindowedRow row = rows[i].Row;
            using Tensor values = row.Values.squeeze(0);
            arrays.Add(new($"row{i}", values.ToNdArray()));
            arrays.Add(new($"origin{i}", NdArray.From<long>([row.Y.Low, row.X.Low], 2)));
            arrays.Add(new($"output{i}", NdArray.From<long>([row.Output.Channel, row.Output.Y, row.Output.X], 3)));
            arrays.Add(new($"y{i}", NdArray.From<double>([row.Value, row.Linear, row.Residual], 3)));
        }
        NpzFile.Write(path, arrays);
    }
}
