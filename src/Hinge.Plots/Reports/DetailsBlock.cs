using System.Xml.Linq;

namespace Hinge.Plots.Reports;

internal sealed record DetailsBlock(ReportSection Inner) : IReportBlock
{
    public IEnumerable<XElement> Render(Numbering numbering) =>
    [
        Html.Of("details", null,
            Html.Text("summary", Inner.Title),
            Inner.Blocks.SelectMany(block => block.Render(numbering)).ToArray()),
    ];
}
