using System.Xml.Linq;

namespace Hinge.Plots.Reports;

internal sealed record CertificateBlock(
    bool Passed, string Statement, IReadOnlyList<CertificateCheck> Checks) : IReportBlock
{
    /// <summary>The word and sign that say how it went; colour only repeats them.</summary>
    public static XElement Badge(bool passed) =>
        Html.Text("span", passed ? "✓ pass" : "✗ fail", passed ? "badge pass" : "badge fail");

    public IEnumerable<XElement> Render(Numbering numbering) =>
    [
        Html.Of("div", Passed ? "certificate" : "certificate failed",
            Html.Of("p", null, Badge(Passed), Html.Clean(Statement)),
            Checks.Count == 0 ? null : Html.Of("dl", "checks", Checks.Select(check => Html.Of("div", null,
                Html.Text("dt", check.Name),
                Html.Text("dd", Said(check), check.Passed ? null : "missed"))))),
    ];

    private static string Said(CertificateCheck check)
    {
        string bound = check.Bound.Length == 0 ? "" : $" ({check.Bound})";
        return check.Measured + bound + (check.Passed ? "" : " ✗");
    }
}
