using Hinge.Core.Pictures;

namespace Hinge.Plots.Reports;

/// <summary>What a <see cref="Sprite"/> shows for one cell of its grid.</summary>
/// <param name="Tile">The picture computed for the cell.</param>
/// <param name="Label">What the cell is, for example <c>output pixel (40, 52)</c>.</param>
/// <param name="Numbers">Names and values shown beside the tile.</param>
public sealed record SpriteCell(Picture Tile, string Label, IReadOnlyList<(string Name, string Value)> Numbers);
