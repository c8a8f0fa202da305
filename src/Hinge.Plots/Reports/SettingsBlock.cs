using System.Xml.Linq;

namespace Hinge.Plots.Reports;

internal sealed record SettingsBlock(IReadOnlyList<(string Name, string Value)> Settings) : IReportBlock
{
    public IEnumerable<XElement> Render(Numbering numbering)
    {
        XElement list = Html.Of("dl", "settings");
        foreach ((string name, string value) in Settings)
            list.Add(Html.Text("dt", name), Html.Text("dd", value));
        return Settings.Count == 0 ? [] : [list];
    }
}
