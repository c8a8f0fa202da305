using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Plots.Charts;

namespace Hinge.Plots.Reports;

/// <summary>
/// A report in one HTML file that needs nothing else: pictures and drawings lie in it, and it forbids itself the
/// network. It follows the reader's light or dark screen, fits a phone, and prints. Equal content gives equal bytes.
/// </summary>
/// <example>
/// <code>
/// Report report = new("LinearScope", "One network, replayed as the affine map it is.");
/// report.AddTruth(new("scope", "y = Fx + r to 4.6e-7", "≤ 5e-6", Passed: true));
/// report.AddSection("Votes").Text("…").Figure(figure, "What to see.", "Bars per layer.");
/// report.Write(run.File("report.html"));
/// </code>
/// </example>
public sealed class Report
{
    private static readonly string s_style = Resource("report.css");
    private static readonly string[] s_heads = ["System", "Measured", "Required", "Verdict"];
    private static readonly string s_script = Resource("report.js");

    private readonly string _title;
    private readonly string _lead;
    private readonly List<MeasuredTruth> _truths = [];
    private readonly List<ReportSection> _sections = [];

    /// <summary>An empty report.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="lead">One or two sentences below the title.</param>
    public Report(string title, string lead)
    {
        _title = title;
        _lead = lead;
    }

    /// <summary>The last line of the page, for example the version and command that made it; empty for none.</summary>
    public string Footer { get; set; } = "";

    /// <summary>Adds a line to the summary on top.</summary>
    public void AddTruth(MeasuredTruth truth) => _truths.Add(truth);

    /// <summary>Adds a section at the end and returns it to be filled.</summary>
    /// <param name="title">Its heading.</param>
    public ReportSection AddSection(string title)
    {
        ReportSection section = new(title);
        _sections.Add(section);
        return section;
    }

    /// <summary>The whole page.</summary>
    public string ToHtml()
    {
        Numbering numbering = new();
        XElement main = Html.Of("main", null,
            Truths(),
            _sections.Select((section, i) => Html.Of("section", null,
                new XAttribute("id", $"section-{i + 1}"),
                Html.Text("h2", section.Title),
                section.Blocks.SelectMany(block => block.Render(numbering)).ToArray())).ToArray());
        return Html.Write(Html.Of("html", null, new XAttribute("lang", "en"), Head(), Html.Of("body", null,
            Html.Of("header", null, Html.Text("h1", _title), Html.Text("p", _lead, "lead")),
            main,
            Footer.Length == 0 ? null : Html.Text("footer", Footer),
            new XElement("script", s_script))));
    }

    /// <summary>Writes the page, whole or not at all.</summary>
    /// <param name="path">The file, usually <c>report.html</c> in the run's folder.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Write(string path) => AtomicFile.WriteAllText(path, ToHtml());

    private XElement Head()
    {
        // The one script is named by its digest: nothing else can run, whatever a text may hold.
        string digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s_script)));
        return Html.Of("head", null,
            new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content",
                $"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
                + "base-uri 'none'; form-action 'none'")),
            Meta("viewport", "width=device-width, initial-scale=1"),
            Meta("color-scheme", "light dark"),
            Meta("referrer", "no-referrer"),
            Html.Text("title", _title),
            new XElement("style", Colours() + s_style));
    }

    private static XElement Meta(string name, string content) =>
        new("meta", new XAttribute("name", name), new XAttribute("content", content));

    private static string Colours()
    {
        static string Set(Theme theme) =>
            string.Join(" ", theme.Names.Select(entry => $"--{entry.Name}: {entry.Colour};"));
        return $":root {{ color-scheme: light dark; {Set(Theme.Light)} }}\n"
            + $"@media screen and (prefers-color-scheme: dark) {{ :root {{ {Set(Theme.Dark)} }} }}\n";
    }

    private XElement? Truths()
    {
        if (_truths.Count == 0 && _sections.Count < 2)
            return null;
        return Html.Of("section", null,
            new XAttribute("id", "summary"),
            new XAttribute("aria-label", "Summary"),
            _truths.Count == 0 ? null : Html.Of("div", "scroll", Html.Of("table", "truths",
                Html.Of("thead", null, Html.Of("tr", null,
                    s_heads.Select(head => Html.Text("th", head)))),
                Html.Of("tbody", null, _truths.Select(Row).ToArray()))),
            _sections.Count < 2 ? null : Html.Of("nav", null,
                new XAttribute("aria-label", "Sections"),
                Html.Of("ul", null, _sections.Select((each, i) => Html.Of("li", null, Link(each, i))).ToArray())));
    }

    private static XElement Link(ReportSection section, int index) =>
        Html.Of("a", null, new XAttribute("href", $"#section-{index + 1}"), Html.Clean(section.Title));

    private static XElement Row(MeasuredTruth truth)
    {
        XElement system = Html.Text("th", truth.System);
        system.Add(new XAttribute("scope", "row"));
        return Html.Of("tr", null,
            system,
            Html.Text("td", truth.Statement),
            Html.Text("td", truth.Bound, "bound"),
            Html.Of("td", "verdict", CertificateBlock.Badge(truth.Passed)));
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(Report).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
