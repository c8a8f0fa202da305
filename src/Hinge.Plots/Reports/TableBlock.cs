using System.Xml.Linq;

namespace Hinge.Plots.Reports;

internal sealed record TableBlock(
    string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : IReportBlock
{
    public IEnumerable<XElement> Render(Numbering numbering)
    {
        string?[] css = [.. Columns.Select((_, i) => i > 0 && IsNumeric(i) ? "number" : null)];
        XElement table = Html.Of("table", null,
            Html.Of("thead", null, Html.Of("tr", null, Columns.Select((text, i) => Head("col", text, css[i])))),
            Html.Of("tbody", null, Rows.Select(row => Html.Of("tr", null, row.Select((text, i) =>
                i == 0 ? Head("row", text, css[i]) : Html.Text("td", text, css[i]))))));
        // A table wider than a phone scrolls in its own frame, which the keyboard can reach; its caption stays put.
        return
        [
            Html.Of("figure", "table",
                Html.Caption("figcaption", "Table", numbering.NextTable(), Caption),
                Html.Of("div", "scroll",
                    new XAttribute("tabindex", "0"), new XAttribute("role", "region"),
                    Html.Attribute("aria-label", Caption), table)),
        ];
    }

    private static XElement Head(string scope, string text, string? css)
    {
        XElement head = Html.Text("th", text, css);
        head.Add(new XAttribute("scope", scope));
        return head;
    }

    private bool IsNumeric(int column) => Rows.Count > 0 && Rows.All(row => IsNumeric(row[column]));

    private static bool IsNumeric(string text) =>
        text is "" or "…" or "–" || char.IsAsciiDigit(text.TrimStart([.. "-+−±≤≥<> "]).FirstOrDefault());
}
