using System.Globalization;
using System.Xml.Linq;

namespace Hinge.Plots.Reports;

internal sealed record SpriteBlock(Sprite Sprite, string Caption) : IReportBlock
{
    public IEnumerable<XElement> Render(Numbering numbering)
    {
        string columns = Sprite.Columns.ToString(CultureInfo.InvariantCulture);
        XElement cells = Html.Of("div", "cells",
            new XAttribute("role", "group"),
            new XAttribute("aria-label", "cells of the picture; arrow keys move"),
            new XAttribute("style", $"--columns:{columns}"),
            Sprite.Cells.Select(cell => Html.Of("button", "cell",
                new XAttribute("type", "button"), Html.Attribute("aria-label", cell.Label))));
        return [Html.Of("figure", "sprite",
            new XAttribute("data-columns", columns),
            new XAttribute("data-chosen", Sprite.Chosen.ToString(CultureInfo.InvariantCulture)),
            Html.Of("div", "panes",
                Html.Of("div", "stage", Html.Picture(Sprite.Picture, Sprite.Alt), cells),
                Html.Of("ul", "tiles", new XAttribute("aria-live", "polite"), Sprite.Cells.Select(Tile))),
            Html.Caption("figcaption", "Figure", numbering.NextFigure(), Caption))];
    }

    private static XElement Tile(SpriteCell cell)
    {
        XElement tile = Html.Of("li", null,
            Html.Picture(cell.Tile, $"tile of {cell.Label}"), Html.Text("span", cell.Label, "label"));
        XElement numbers = Html.Of("dl", "numbers");
        foreach ((string name, string value) in cell.Numbers)
            numbers.Add(Html.Text("dt", name), Html.Text("dd", value));
        if (cell.Numbers.Count > 0)
            tile.Add(numbers);
        return tile;
    }
}
