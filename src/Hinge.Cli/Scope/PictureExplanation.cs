using Hinge.Cli.Scope.Inputs;
using Hinge.Core.Pictures;
using Hinge.Scope;
using Hinge.Scope.Certificates;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>What LinearScope says of a network that makes pictures, as plain numbers.</summary>
/// <param name="Network">Name of the network.</param>
/// <param name="Picture">Its input.</param>
/// <param name="Output">Its output.</param>
/// <param name="Certificate">The evidence that y = F x + r holds.</param>
/// <param name="ResidualShare">‖r‖/(‖Fx‖ + ‖r‖).</param>
/// <param name="Columns">Rows of F are shown for a grid of so many columns …</param>
/// <param name="Filters">… of output pixels, row by row; the first output channel.</param>
internal sealed record PictureExplanation(
    string Network,
    Picture Picture,
    Picture Output,
    Certificate Certificate,
    double ResidualShare,
    int Columns,
    IReadOnlyList<FilterAt> Filters)
{
    /// <summary>Explains an interpreter of a network with pictures in and out.</summary>
    /// <param name="network">The network.</param>
    /// <param name="at">The interpreter at one picture [1, C, H, W].</param>
    /// <param name="picture">The picture as it is shown.</param>
    /// <param name="columns">Grid columns and rows.</param>
    public static PictureExplanation Of(ScopeNetwork network, Interpreter at, Picture picture, int columns)
    {
        using DisposeScope scope = NewDisposeScope();
        long height = at.Output.shape[2], width = at.Output.shape[3];
        OutputIndex[] places = Grid(columns, height, width);
        Tensor rows = at.RowsAt([.. places.Select(place => (place.Y * width) + place.X)]);
        FilterAt[] filters =
            [.. places.Select((place, i) => FilterAt.Of(rows[i].sum([0L]), place, at.OutputShape))];
        double r = at.Residual.norm().ToDouble(), fx = (at.Output - at.Residual).norm().ToDouble();
        return new(
            network.Name, picture, network.Show(at.Output), at.Certify(), r / (fx + r), columns, filters);
    }

    /// <summary>The middle pixels of the cells of a grid over the output, row by row.</summary>
    public static OutputIndex[] Grid(int cells, long height, long width) =>
    [
        .. from row in Enumerable.Range(0, cells)
           from column in Enumerable.Range(0, cells)
           select new OutputIndex(0, Centre(row, cells, height), Centre(column, cells, width)),
    ];

    private static long Centre(int cell, int cells, long size) => (2 * cell + 1) * size / (2 * cells);
}
