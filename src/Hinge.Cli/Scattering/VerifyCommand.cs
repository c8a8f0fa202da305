using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Runs;
using Hinge.Plots.Reports;
using Hinge.Scattering.Certificates;
using Hinge.Scattering.Networks;

namespace Hinge.Cli.Scattering;

/// <summary><c>hinge scatter verify</c>: attacks every line of a certificate.</summary>
internal static class VerifyCommand
{
    private static readonly Option<int> s_pairs = CommonOptions.Integer(
        "--pairs", "Random pairs of signals", 1000, 1, 10_000_000);

    private static readonly Option<int> s_starts = CommonOptions.Integer(
        "--starts", "Starts of the ascent", 20, 0, 10_000);

    private static readonly Option<int> s_deformations = CommonOptions.Integer(
        "--deformations", "Deformed signals of each class", 48, 0, 1_000_000);

    private static readonly Option<string?> s_signals = new("--signals")
    {
        Description = "Signals of your own to begin with: png, npy, npz, idx, CIFAR, or a folder of png",
        HelpName = "FILE|FOLDER",
    };

    private static readonly Option<bool> s_report = new("--report")
    {
        Description = "Draw filters, energies, quotients and bounds into report.html of a run folder",
    };

    /// <summary>The command.</summary>
    public static Command Create() => new Command("verify", "Attack the certificate of a network")
    {
        s_pairs, s_starts, s_deformations, s_signals, s_report, CommonOptions.Seed, CommonOptions.Out, CommonOptions.Json,
    }.WithNetwork().Runs(Run);

    private static void Run(CommandContext context)
    {
        ParseResult arguments = context.Arguments;
        Network network = NetworkChoice.Build(context);
        SignalSet? signals = arguments.GetValue(s_signals) is { } path
            ? SignalSource.Read(
                path, 256, network.Size.Dimensions, network.Options.Input == InputKind.Complex) : null;
        if (signals is not null && signals.Size != network.Size)
            throw new InputException(
                $"{signals.Name}: signals of {signals.Size}, but the network is for {network.Size}");
        VerificationSettings settings = new()
        {
            Pairs = arguments.GetValue(s_pairs),
            Starts = arguments.GetValue(s_starts),
            Deformations = arguments.GetValue(s_deformations),
            Seed = context.Seed,
            Signals = signals?.Values.Select(value => (double)value).ToArray() ?? [],
        };
        VerificationResult result = Verification.Run(network, settings, context.Progress, context.Cancellation);
        foreach (VerificationCheck check in result.Checks)
            context.WriteLine(context.Colour(Line(check), check.Passed));
        string? stored = result.Passed ? null : Store(context, result);
        if (stored is null && arguments.GetValue(s_report))
        {
            using RunFolder folder = context.CreateRunFolder("scattering");
            Report report = new("A certificate, attacked", "What the features can do, and what they did.");
            BoundFigures.Add(report, network, result, context.Seed);
            NetworkFigures.Add(report, network, [.. settings.Signals.Span[..Math.Min(
                settings.Signals.Length, 4 * network.Size.Count)]]);
            report.Write(folder.File("report.html"));
            stored = folder.Path;
            context.WriteLine($"report in {stored}");
        }
        context.WriteJson(new JsonObject
        {
            ["passed"] = result.Passed,
            ["checks"] = new JsonArray([.. result.Checks.Select(check => new JsonObject
            {
                ["name"] = check.Name, ["worst"] = check.Worst, ["limit"] = check.Limit, ["cases"] = check.Cases,
                ["where"] = check.Where, ["passed"] = check.Passed,
            })]),
            ["folder"] = stored,
        });
        if (!result.Passed)
        {
            VerificationCheck failed = result.Checks.First(check => !check.Passed);
            throw new RunFailedException($"{failed.Name}: {Number(failed.Worst)} of {Number(failed.Limit)} at "
                + $"{failed.Where}; the pair is in {stored}");
        }
    }

    private static string Line(VerificationCheck check) =>
        $"{check.Name,-16} worst {Number(check.Worst)} of {(check.Limit > 0.5 ? "1" : Number(check.Limit))}  "
        + $"({check.Cases} cases; {check.Where})";

    private static string Store(CommandContext context, VerificationResult result)
    {
        using RunFolder folder = context.CreateRunFolder("scattering");
        foreach (VerificationCheck check in result.Checks.Where(check => !check.Passed && check.First.Count > 0))
        {
            List<KeyValuePair<string, NdArray>> arrays =
                [new("first", NdArray.From<double>([.. check.First], check.First.Count))];
            if (check.Second.Count > 0)
                arrays.Add(new("second", NdArray.From<double>([.. check.Second], check.Second.Count)));
            NpzFile.Write(folder.File($"{check.Name.Replace(' ', '-')}.npz"), arrays);
        }
        return folder.Path;
    }

    private static string Number(double value) => Math.Abs(value) >= 1e-3
        ? value.ToString("F6", CultureInfo.InvariantCulture) : value.ToString("G3", CultureInfo.InvariantCulture);
}
