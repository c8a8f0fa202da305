using System.Xml.Linq;

namespace Hinge.Plots.Reports;

/// <summary>One block of a section.</summary>
internal interface IReportBlock
{
    /// <summary>The block's markup.</summary>
    IEnumerable<XElement> Render(Numbering numbering);
}
