using System.Xml.Linq;

namespace Hinge.Plots.Reports;

internal sealed record TextBlock(string Text) : IReportBlock
{
    public IEnumerable<XElement> Render(Numbering numbering) => Text.ReplaceLineEndings("\n")
        .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(paragraph => Html.Text("p", paragraph));
}
