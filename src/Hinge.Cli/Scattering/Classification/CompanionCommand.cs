using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Plots.Reports;

namespace Hinge.Cli.Scattering.Classification;

/// <summary><c>hinge scatter companion</c>: the companion's table of 32 cells, cell by cell, resumed where it stopped.
/// </summary>
internal static class CompanionCommand
{
    private static readonly Option<string?> s_train = Text("--train", "SET", "Training digits, as in classify");
    private static readonly Option<string?> s_test = Text("--test", "SET", "Test digits [default: beside --train]");
    private static readonly Option<string?> s_only = Text(
        "--only", "CELLS", "Only these cells, with commas between: haar-modulus-average,rbio2.2-relu-max-repaired");
    private static readonly Option<string?> s_resume = Text("--resume", "FOLDER", "Go on with the run in this folder");
    private static readonly Option<bool> s_quick = new("--quick") { Description = "10,000 digits, 50 features a class" };
    private static readonly Option<bool> s_full = new("--full") { Description = "60,000 digits, 99 a class" };
    private static readonly Option<int?> s_n = CommonOptions.Integer("--n", "Fewer training digits", 100);
    private static readonly Option<int?> s_testCount = CommonOptions.Integer("--test-n", "The first test digits", 1);

    private static readonly Option<int> s_threads = CommonOptions.Integer(
        "--threads", "Threads; the result does not depend on them", Math.Min(2, Environment.ProcessorCount), 1, 256);

    /// <summary>The command.</summary>
    public static Command Create() => new Command("companion", "Error rates of the companion's networks on digits")
    {
        s_train, s_test, s_quick, s_full, s_only, s_n, s_testCount, s_resume, s_threads, CommonOptions.Out,
        CommonOptions.Json,
    }.Runs(Run);

    private static void Run(CommandContext context)
    {
        ParseResult arguments = context.Arguments;
        if (arguments.GetValue(s_quick) == arguments.GetValue(s_full))
            throw new InputException("expected one of --quick and --full");
        CompanionProtocol protocol = arguments.GetValue(s_quick) ? CompanionProtocol.Quick : CompanionProtocol.Full;
        protocol = protocol with { Digits = Math.Min(protocol.Digits, arguments.GetValue(s_n) ?? protocol.Digits) };
        CompanionCell[] cells = Chosen(arguments.GetValue(s_only));
        string path = arguments.GetValue(s_train) ?? throw new InputException(
            "--train is missing: a folder of MNIST's idx files, or digits");
        LabelledSignals train = CompanionProtocol.Balanced(
            LabelledSource.Read(path, null, training: true, null), protocol.Digits);
        LabelledSignals test = LabelledSource.Read(
            arguments.GetValue(s_test) ?? path, null, training: false, arguments.GetValue(s_testCount));
        if (train.Channels != 1 || test.Channels != 1 || train.Size != test.Size)
            throw new InputException(
                $"{path}: samples of {train.Channels} x {train.Size} and {test.Channels} x {test.Size}; expected "
                + "grey ones of one size");
        using RunFolder folder = Open(context, protocol, test);
        JsonArray rows = [];
        foreach (CompanionCell cell in cells)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            JsonObject? row = cell.Read(folder);
            long start = Stopwatch.GetTimestamp();
            bool known = row is not null;
            if (row is null)
            {
                row = protocol.Run(context, cell, train, test, arguments.GetValue(s_threads));
                AtomicFile.WriteAllText(folder.File($"cells/{cell.Name}.json"), JsonText.Of(row) + "\n");
            }
            rows.Add(row);
            context.WriteLine(Line(row) + (known ? "known" : string.Create(
                CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s")));
        }
        folder.WriteResult(new JsonObject { ["cells"] = rows }, JsonText.Type);
        Report(folder, protocol, rows);
        context.WriteLine($"table in {folder.Path}");
        context.WriteJson(new JsonObject { ["folder"] = folder.Path, ["cells"] = rows.DeepClone() });
    }

    private static RunFolder Open(CommandContext context, CompanionProtocol protocol, LabelledSignals test)
    {
        JsonObject settings = protocol.ToJson();
        settings["testSamples"] = test.Count;
        if (context.Arguments.GetValue(s_resume) is not { } path)
        {
            RunFolder made = RunFolder.Create(context.RunsFolder, "companion", 1, context.Time.GetLocalNow());
            made.WriteSettings(settings, JsonText.Type);
            return made;
        }
        RunFolder folder = RunFolder.Open(path);
        JsonObject found = folder.ReadSettings(JsonText.Type);
        return JsonNode.DeepEquals(found, settings) ? folder : throw new InputException(
            $"{folder.Path}: the run has other settings: {found.ToJsonString()}; expected {settings.ToJsonString()}");
    }

    private static CompanionCell[] Chosen(string? only)
    {
        if (only is null)
            return [.. CompanionCell.All];
        return [.. only.Split(',').Select(name => CompanionCell.All.FirstOrDefault(cell => cell.Name == name.Trim())
            ?? throw new InputException($"--only: no cell '{name}'; expected such as "
                + (Suggestion.For(name, CompanionCell.All.Select(cell => cell.Name)) ?? CompanionCell.All[0].Name)))];
    }

    private static string Line(JsonObject row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(string?)row["cell"],-32} error {100 * (double)row["error"]!:F2} %  C {(double)row["cost"]!}  "
        + $"γ {(double)row["gamma"]!:G4}  {(int)row["chosen"]!} of {(int)row["features"]!} features  "
        + $"√ℓ₀ {(double)row["lipschitz"]!:F5}  ");

    private static void Report(RunFolder folder, CompanionProtocol protocol, JsonArray rows)
    {
        Report report = new(
            "The companion's networks on digits",
            $"{protocol.Digits} training digits, {protocol.PerClass} features a class; the published table could not be "
            + "had, so this one stands alone.");
        report.AddSection("Error rates").Table(
            "Test error, cost and γ chosen by folds, the features chosen of all, and the Lipschitz constant.",
            ["cell", "error [%]", "C", "γ", "features", "of", "√ℓ₀"],
            [.. rows.Select(row => (IReadOnlyList<string>)
            [
                (string)row!["cell"]!, (100 * (double)row["error"]!).ToString("F2", CultureInfo.InvariantCulture),
                row["cost"]!.ToString(), ((double)row["gamma"]!).ToString("G4", CultureInfo.InvariantCulture),
                row["chosen"]!.ToString(), row["features"]!.ToString(),
                ((double)row["lipschitz"]!).ToString("F5", CultureInfo.InvariantCulture),
            ])]);
        report.Write(folder.File("report.html"));
    }

    private static Option<string?> Text(string name, string kind, string description) =>
        new(name) { Description = description, HelpName = kind };
}
