using System.Xml.Linq;
using Hinge.Plots.Charts;

namespace Hinge.Plots.Reports;

internal sealed record FigureBlock(Figure Figure, string Caption, string Alt) : IReportBlock
{
    public IEnumerable<XElement> Render(Numbering numbering)
    {
        string number = numbering.NextFigure();
        (XElement wide, XElement phone) = Figure.ToElements($"figure-{number}");
        return [Html.Of("figure", null, Named(wide, "wide"), Named(phone, "phone"),
            Html.Caption("figcaption", "Figure", number, Caption))];
    }

    private XElement Named(XElement svg, string css)
    {
        svg.Add(new XAttribute("class", css), new XAttribute("role", "img"), Html.Attribute("aria-label", Alt));
        return svg;
    }
}
