using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scope.Colouring;
using Hinge.Scope.Units;
using Hinge.Scope.Windows;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope;

public sealed partial class LinearScope
{
    // A window is frozen anew for every row; above this share of the picture one replay of all of it is cheaper.
    private const double LargestWindow = 0.25;

    private readonly Dictionary<string, bool> _wide = [];

    /// <summary>
    /// Rows of F, one after the other, each computed on the window of the picture that its output sees, so that a row
    /// costs the same in a picture of any size. Outputs that see more than a quarter of the picture are replayed whole.
    /// </summary>
    /// <param name="x">The picture, [1, C, H, W].</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="progress">Told after every row.</param>
    /// <param name="cancellation">Stops between two rows.</param>
    /// <returns>The rows in the order asked; each is the caller's to dispose of.</returns>
    /// <exception cref="InputException">The input is not one picture, or an output is outside the output
    /// picture.</exception>
    /// <remarks>Spec §7. The rows equal those of <see cref="Interpreter.RowsAt"/> up to rounding.</remarks>
    public IEnumerable<WindowedRow> Rows(
        Tensor x,
        IReadOnlyList<OutputIndex> outputs,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        if (x.dim() != 4 || x.shape[0] != 1)
            throw new InputException($"rows need one picture [1, C, H, W]; the input is {Shape(x)}");
        return Stream(x, outputs, progress, cancellation);
    }

    /// <summary>
    /// The window of the picture that an output's row needs; null when the whole picture is replayed.
    /// </summary>
    /// <param name="x">The picture, [1, C, H, W].</param>
    /// <param name="output">The output.</param>
    public ReceptiveField? WindowOf(Tensor x, OutputIndex output)
    {
        if (HasFixedSets() || IsWide(x))
            return null;
        Footprint footprint = FootprintAt(x);
        if (!footprint.IsLocal)
            return null;
        ReceptiveField field = ReceptiveField.Of(footprint, output, x.shape[2], x.shape[3]);
        double share = (double)field.WindowY.Length * field.WindowX.Length / (x.shape[2] * x.shape[3]);
        return share is > 0 and < LargestWindow ? field : null;
    }

    private bool IsWide(Tensor x)
    {
        string shape = Shape(x);
        if (!_wide.TryGetValue(shape, out bool wide))
            _wide[shape] = wide = new FootprintProbe(this, x, FindCut(x)).Exceeds(LargestWindow);
        return wide;
    }

    /// <summary>
    /// A row computed on a given window; exact when the window holds the output's field and is aligned.
    /// </summary>
    internal WindowedRow RowIn(
        Tensor x,
        OutputIndex output,
        Interval windowY,
        Interval windowX,
        IReadOnlyDictionary<int, UnitRecord>? statistics = null)
    {
        using DisposeScope scope = NewDisposeScope();
        Footprint footprint = FootprintAt(x);
        Tensor window = x.narrow(2, windowY.Low, windowY.Length).narrow(3, windowX.Low, windowX.Length).contiguous();
        using Interpreter at = Freeze(window, statistics, Settings.Probe && _probed.Count == 0);
        OutputIndex local = output with
        {
            Y = output.Y - Origin(footprint.Y!, windowY),
            X = output.X - Origin(footprint.X!, windowX),
        };
        long[] shape = at.Output.shape;
        if (output.Channel < 0 || output.Channel >= shape[1] || local.Y < 0 || local.Y >= shape[2]
            || local.X < 0 || local.X >= shape[3])
        {
            throw new InputException($"output {output} (channel, y, x) is outside the output picture");
        }
        long flat = at.FlatOutput(local.Channel, local.Y, local.X);
        Tensor row = at.RowsAt(flat);
        return Describe(at, row, flat, output, windowY, windowX);
    }

    private IEnumerable<WindowedRow> Stream(
        Tensor x, IReadOnlyList<OutputIndex> outputs, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        WholeSampleStatistics? statistics = null;
        Interpreter? whole = null;
        try
        {
            for (int done = 0; done < outputs.Count;)
            {
                cancellation.ThrowIfCancellationRequested();
                if (WindowOf(x, outputs[done]) is { } field)
                {
                    statistics ??= RecordStatistics(x);
                    yield return RowIn(x, outputs[done++], field.WindowY, field.WindowX, statistics.Records);
                    progress?.Report(new("rows", done, outputs.Count, "windows"));
                    continue;
                }
                whole ??= Freeze(x);
                int lanes = whole.LanesPerReplay();
                OutputIndex[] batch =
                    [.. outputs.Skip(done).Take(lanes).TakeWhile(output => WindowOf(x, output) is null)];
                foreach (WindowedRow row in WholeRows(whole, batch))
                {
                    done++;
                    yield return row;
                }
                progress?.Report(new("rows", done, outputs.Count, "whole picture"));
            }
        }
        finally
        {
            whole?.Dispose();
            statistics?.Dispose();
        }
    }

    private static WindowedRow[] WholeRows(Interpreter at, OutputIndex[] outputs)
    {
        using DisposeScope scope = NewDisposeScope();
        if (at.Output.dim() != 4)
            throw new InputException($"the output is no picture [B, C, H, W] but {Shape(at.Output)}");
        long[] flat = [.. outputs.Select(output => at.FlatOutput(output.Channel, output.Y, output.X))];
        Tensor rows = at.RowsAt(flat);
        Interval y = new(0, at.Input.shape[2] - 1), x = new(0, at.Input.shape[3] - 1);
        return [.. outputs.Select((output, i) => Describe(at, rows.narrow(0, i, 1).clone(), flat[i], output, y, x))];
    }

    private static WindowedRow Describe(
        Interpreter at, Tensor row, long flat, OutputIndex output, Interval y, Interval x) => new(
        output,
        y,
        x,
        row.MoveToOuterDisposeScope(),
        at.Output.flatten()[flat].ToDouble(),
        (row.to(ScalarType.Float64) * at.Input).sum().ToDouble(),
        at.Residual.flatten()[flat].ToDouble());

    // Windows begin at multiples of the stride, which is a multiple of d.
    private static long Origin(AxisFootprint axis, Interval window) => window.Low / axis.Denominator * axis.Numerator;

    /// <summary>The statistics of the whole picture that windows are told.</summary>
    internal WholeSampleStatistics RecordStatistics(Tensor x)
    {
        WholeSampleStatistics pass = new(Settings.Modes);
        if (!_hooks.Units.Any(unit => unit.Rule.UsesWholeSample(unit.Module, Settings.Modes)))
            return pass;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        _hooks.Run(pass, x.clone());
        return pass;
    }

    // Layer norm fixes the size of what it normalises, so it does not run on a window.
    private bool HasFixedSets() => _hooks.Units.Any(
        unit => unit.Module is LayerNorm && unit.Rule.UsesWholeSample(unit.Module, Settings.Modes));
}
