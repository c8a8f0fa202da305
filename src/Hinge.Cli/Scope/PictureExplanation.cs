using Hinge.Core.Pictures;
using Hinge.Scope;
using Hinge.Scope.Certificates;
using Hinge.Torch.Tensors;
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
/// <param name="Filters">… of output pixels, row by row.</param>
internal sealed record PictureExplanation(
    string Network,
    Picture Picture,
    Picture Output,
    Certificate Certificate,
    double ResidualShare,
    int Columns,
    IReadOnlyList<FilterAt> Filters)
{
    /// <summary>Pixels on each side of a filter's centre that are shown.</summary>
    public const int Reach = 6;

    /// <summary>Explains an interpreter of a network with one grey picture in and one out.</summary>
    /// <param name="network">Name of the network.</param>
    /// <param name="at">The interpreter at one picture [1, 1, H, W].</param>
    /// <param name="picture">The picture as it is shown.</param>
    /// <param name="columns">Grid columns and rows.</param>
    public static PictureExplanation Of(string network, Interpreter at, Picture picture, int columns)
    {
        using DisposeScope scope = NewDisposeScope();
        long height = at.Output.shape[2], width = at.Output.shape[3];
        long[] outputs = [.. from row in Enumerable.Range(0, columns)
                             from column in Enumerable.Range(0, columns)
                             select Centre(row, columns, height) * width + Centre(column, columns, width)];
        Tensor rows = at.RowsAt(outputs);
        FilterAt[] filters = [.. outputs.Select((output, i) => FilterAt.Of(
            rows[i, 0], (int)(output % width), (int)(output / width), (double)width / at.Input.shape[3]))];
        double r = at.Residual.norm().ToDouble(), fx = (at.Output - at.Residual).norm().ToDouble();
        return new(
            network, picture, at.Output.ToPicture(), at.Certify(), r / (fx + r), columns, filters);
    }

    private static long Centre(int cell, int cells, long size) => (2 * cell + 1) * size / (2 * cells);
}
