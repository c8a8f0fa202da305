using Hinge.Core;
using Hinge.Core.Runs;
using static TorchSharp.torch;

namespace Hinge.Scope.Analyses;

/// <summary>The rows of a map from pictures to pictures, one output pixel after the other.</summary>
internal sealed class PictureRows
{
    private const int Batch = 32;
    private readonly ILinearMap _map;

    public PictureRows(ILinearMap map)
    {
        if (map.InputShape.Count != 3 || map.OutputShape.Count != 3)
        {
            throw new InputException(
                "a map from pictures [C, H, W] to pictures is expected, found "
                + $"[{string.Join(", ", map.InputShape)}] to [{string.Join(", ", map.OutputShape)}]");
        }
        _map = map;
    }

    public int Channels => (int)_map.InputShape[0];

    public int Height => (int)_map.InputShape[1];

    public int Width => (int)_map.InputShape[2];

    public int OutputHeight => (int)_map.OutputShape[1];

    public int OutputWidth => (int)_map.OutputShape[2];

    /// <summary>Where an output row lies, in input rows: pixels are areas, so centres are at halves.</summary>
    public double Y(int outputRow) => (outputRow + 0.5) * Height / OutputHeight - 0.5;

    /// <summary>Where an output column lies, in input columns.</summary>
    public double X(int outputColumn) => (outputColumn + 0.5) * Width / OutputWidth - 0.5;

    /// <summary>Hands over the rows of a rectangle of output pixels, one by one.</summary>
    /// <param name="channel">Output channel.</param>
    /// <param name="border">Output pixels left out on each side.</param>
    /// <param name="visit">Gets the output's row and column and its row of F, [C·H·W].</param>
    /// <param name="stage">What is being done.</param>
    /// <param name="progress">Counts rows.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    public void Visit(
        int channel, int border, Action<int, int, double[]> visit, string stage, IProgress<RunProgress>? progress,
        CancellationToken cancellation)
    {
        if (channel < 0 || channel >= _map.OutputShape[0])
            throw new InputException($"output channel {channel} is outside 0 … {_map.OutputShape[0] - 1}");
        int height = OutputHeight - 2 * border, width = OutputWidth - 2 * border;
        if (border < 0 || height < 1 || width < 1)
            throw new InputException($"a border of {border} leaves nothing of {OutputHeight} × {OutputWidth} outputs");
        int total = height * width;
        for (int first = 0; first < total; first += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            int count = Math.Min(Batch, total - first);
            long[] outputs = new long[count];
            for (int i = 0; i < count; i++)
            {
                (int row, int column) = Math.DivRem(first + i, width);
                outputs[i] = ((long)channel * OutputHeight + row + border) * OutputWidth + column + border;
            }
            Tensor rows = _map.RowsAt(outputs).reshape(count, -1).to(ScalarType.Float64).contiguous();
            for (int i = 0; i < count; i++)
            {
                (int row, int column) = Math.DivRem(first + i, width);
                visit(row + border, column + border, rows[i].data<double>().ToArray());
            }
            progress?.Report(new(stage, first + count, total));
        }
    }
}
