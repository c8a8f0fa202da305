using System.Text.Json.Nodes;
using Hinge.Core.Pictures;
using Hinge.Scope.Analyses;
using Hinge.Scope.Pictures;
using Hinge.Scope.Windows;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>A row of F as a filter of the picture.</summary>
/// <param name="Row">The row.</param>
/// <param name="Label">What it makes: a pixel or a class.</param>
/// <param name="Moments">Its shape; null where the output is no pixel.</param>
/// <param name="Values">The row, input channels summed, over the window.</param>
internal sealed record RowOfF(WindowedRow Row, string Label, FilterMoments? Moments, double[] Values) : IFilterPicture
{
    /// <summary>The row of an output pixel.</summary>
    /// <param name="row">The row.</param>
    /// <param name="pixelsX">Input columns an output column.</param>
    /// <param name="pixelsY">Input rows an output row.</param>
    public static RowOfF Of(WindowedRow row, double pixelsX, double pixelsY)
    {
        double[] all = Weights(row.Values);
        FilterMoments moments = FilterMoments.Of(
            all, (int)row.Y.Length, (int)row.X.Length,
            ((row.Output.X + 0.5) * pixelsX) - 0.5 - row.X.Low, ((row.Output.Y + 0.5) * pixelsY) - 0.5 - row.Y.Low);
        string channel = row.Output.Channel > 0 ? $",{row.Output.Channel}" : "";
        return new(row, $"row ({row.Output.X},{row.Output.Y}{channel})", moments, Sum(row.Values));
    }

    /// <summary>The row of a class.</summary>
    public static RowOfF OfClass(WindowedRow row) =>
        new(row, $"row of class {row.Output.Channel}", null, Sum(row.Values));

    /// <summary>Columns of the window.</summary>
    public int Width => (int)Row.X.Length;

    /// <summary>Rows of the window.</summary>
    public int Height => (int)Row.Y.Length;

    /// <summary>The numbers of the row.</summary>
    public IReadOnlyList<(string Name, string Value)> Numbers() =>
    [
        ("y", ScopeReport.Number(Row.Value)), ("F x", ScopeReport.Number(Row.Linear)),
        ("r", ScopeReport.Number(Row.Residual)),
        .. Moments is { } m
            ? (IEnumerable<(string, string)>)[
                ("gain", ScopeReport.Number(m.Gain)),
                ("offset", $"({ScopeReport.Number(m.OffsetX)}, {ScopeReport.Number(m.OffsetY)}) px"),
                ("anisotropy", ScopeReport.Number(m.Anisotropy)), ("angle", ScopeReport.Degrees(m.Orientation))]
            : [],
    ];

    /// <summary>The row as a signed map at its own scale.</summary>
    public Picture Draw() => SignedMap.Draw(Values, Width, Height);

    /// <summary>The numbers as JSON.</summary>
    public JsonObject ToJson()
    {
        JsonObject document = new()
        {
            ["channel"] = Row.Output.Channel,
            ["x"] = Row.Output.X,
            ["y"] = Row.Output.Y,
            ["value"] = Row.Value,
            ["linear"] = Row.Linear,
            ["residual"] = Row.Residual,
            ["window"] = new JsonArray(Row.X.Low, Row.Y.Low, Row.X.Length, Row.Y.Length),
        };
        if (Moments is { } m)
        {
            document["gain"] = m.Gain;
            document["offset"] = new JsonArray(m.OffsetX, m.OffsetY);
            document["anisotropy"] = m.Anisotropy;
            document["orientation"] = m.Orientation;
            document["bandwidth"] = m.Bandwidth;
        }
        return document;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Label}  {string.Join("  ", Numbers().Select(number => $"{number.Name} {number.Value}"))}";

    private static double[] Weights(Tensor values)
    {
        using DisposeScope scope = NewDisposeScope();
        return values.to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    private static double[] Sum(Tensor values)
    {
        using DisposeScope scope = NewDisposeScope();
        return Weights(values.sum([0L, 1L]));
    }
}
