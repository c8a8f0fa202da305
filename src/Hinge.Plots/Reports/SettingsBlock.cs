using System.Xml.Linq;

namespace Hinge.Plots.Reports;

internal sealed record SettingsBlock(IReadOnlyList<(string Name, string Value)> Settings) : IReportBlock
{
    public IEnumerable<XElement> Render(Numbering numbering) => Settings.Count == 0 ? [] :
        [Html.Of("dl", "settings", Settings.SelectMany(s => new[] { Html.Text("dt", s.Name), Html.Text("dd", s.Value) }))];
}
