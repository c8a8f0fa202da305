using System.Xml.Linq;

namespace Hinge.Plots.Reports;

internal sealed record MontageBlock(IReadOnlyList<Tile> Tiles, string Caption) : IReportBlock
{
    public IEnumerable<XElement> Render(Numbering numbering) =>
    [
        Html.Of("figure", null,
            Html.Of("ul", "tiles", Tiles.Select(tile => Html.Of("li", null,
                Html.Picture(tile.Picture, tile.Alt),
                tile.Label.Length == 0 ? null : Html.Text("span", tile.Label, "label")))),
            Html.Caption("figcaption", "Figure", numbering.NextFigure(), Caption)),
    ];
}
