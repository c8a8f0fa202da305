using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scattering.Certificates;
using Hinge.Scattering.Networks;

namespace Hinge.Cli.Scattering;

/// <summary><c>hinge scatter certify</c>: what is true of a network for every input.</summary>
internal static class CertifyCommand
{
    private static readonly Option<string?> s_out = new("--out")
    {
        Description = "Write the certificate as JSON", HelpName = "FILE",
    };

    private static readonly Option<string?> s_class = new("--class")
    {
        Description = "Numbers for a class: band-limited:R=4,tau=0.01,a=0.2,omega=0, cartoon:K=1,tau=0.01, "
            + "lipschitz:slope=5,tau=0.01",
        HelpName = "CLASS",
    };

    private static readonly Option<string?> s_input = new("--input")
    {
        Description = "Add what holds for these signals alone: E, a tighter translation bound, their band",
        HelpName = "FILE|FOLDER",
    };

    /// <summary>The command.</summary>
    public static Command Create() => new Command("certify", "Compute the certificate of a network; needs no data")
    {
        s_input, s_class, s_out, CommonOptions.Overwrite, CommonOptions.Json,
    }.WithNetwork().Runs(Run);

    private static void Run(CommandContext context)
    {
        string? path = context.Arguments.GetValue(s_out);
        if (path is not null)
            OutputFile.Check(context, path);
        Network network = NetworkChoice.Build(context);
        Certificate certificate = network.Certify();
        IReadOnlyList<string> bounds = context.Arguments.GetValue(s_class) is { } text
            ? DeformationClass.Lines(text, network, certificate) : [];
        if (path is not null)
            AtomicFile.WriteAllText(path, certificate.ToJson() + "\n");
        foreach (string line in certificate.ToLines())
            context.WriteLine(Coloured(context, line));
        foreach (string line in bounds)
            context.WriteLine(line);
        JsonNode document = JsonNode.Parse(certificate.ToJson())!;
        if (context.Arguments.GetValue(s_input) is { } input)
            document["signals"] = InputLines.Write(context, network, certificate, input);
        context.WriteJson(document);
        if (!certificate.Lipschitz.Admissible)
            throw new RunFailedException(Refusal(network, certificate));
    }

    private static string Coloured(CommandContext context, string line) =>
        line.Contains("NOT ADMISSIBLE", StringComparison.Ordinal) ? context.Colour(line, good: false) : line;

    private static string Refusal(Network network, Certificate certificate)
    {
        Certificate repaired = network.Repair(Repair.Scale).Certify();
        CertifiedModule module = certificate.Modules.First(each => !each.Admissible);
        double factor = repaired.Modules.First(each => each.N == module.N).Scaling;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"not admissible: lipschitz |F(f)-F(h)| <= {certificate.Lipschitz.Value:F6} |f-h|; --repair scale "
            + $"multiplies the filters of module {module.N} by {factor:F6}");
    }
}
