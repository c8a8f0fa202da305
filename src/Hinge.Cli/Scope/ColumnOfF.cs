using System.Text.Json.Nodes;
using Hinge.Core.Pictures;
using Hinge.Scope;
using Hinge.Scope.Pictures;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>A column of F: what one input pixel does to the output.</summary>
/// <param name="Input">The input pixel.</param>
/// <param name="Sum">Sum of the weights.</param>
/// <param name="Largest">Largest absolute weight.</param>
/// <param name="Values">The weights, output channels summed; cropped around the pixel where the output is a picture.</param>
/// <param name="Width">Columns of <paramref name="Values"/>.</param>
/// <param name="Height">Rows of <paramref name="Values"/>.</param>
internal sealed record ColumnOfF(OutputIndex Input, double Sum, double Largest, double[] Values, int Width, int Height)
    : IFilterPicture
{
    private const int Reach = 16;

    /// <inheritdoc/>
    public string Label => Input.Channel > 0
        ? $"column ({Input.X},{Input.Y},{Input.Channel})"
        : $"column ({Input.X},{Input.Y})";

    /// <summary>A column of F.</summary>
    /// <param name="column">[1, C, H, W] or [1, n].</param>
    /// <param name="input">The input pixel.</param>
    /// <param name="inputShape">[C, H, W] of the input.</param>
    public static ColumnOfF Of(Tensor column, OutputIndex input, IReadOnlyList<long> inputShape)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor wide = column.to(ScalarType.Float64);
        double sum = wide.sum().ToDouble(), largest = wide.abs().max().ToDouble();
        if (column.dim() != 4)
        {
            double[] all = wide.flatten().data<double>().ToArray();
            return new(input, sum, largest, all, all.Length, 1);
        }
        Tensor map = wide.sum([0L, 1L]);
        long height = map.shape[0], width = map.shape[1];
        long x = input.X * width / inputShape[2], y = input.Y * height / inputShape[1];
        (long left, long top) = (Math.Max(0, x - Reach), Math.Max(0, y - Reach));
        long columns = Math.Min(width, x + Reach + 1) - left, rows = Math.Min(height, y + Reach + 1) - top;
        Tensor crop = map.narrow(0, top, rows).narrow(1, left, columns).contiguous();
        return new(input, sum, largest, crop.data<double>().ToArray(), (int)columns, (int)rows);
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, string Value)> Numbers() =>
        [("sum", ScopeReport.Number(Sum)), ("largest", ScopeReport.Number(Largest))];

    /// <inheritdoc/>
    public Picture Draw() => SignedMap.Draw(Values, Width, Height);

    /// <summary>The numbers as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["channel"] = Input.Channel,
        ["x"] = Input.X,
        ["y"] = Input.Y,
        ["sum"] = Sum,
        ["largest"] = Largest,
    };

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Label}  {string.Join("  ", Numbers().Select(number => $"{number.Name} {number.Value}"))}";
}
