using System.CommandLine;
using System.Text.Json.Nodes;
using Hinge.Cli.Scope.Inputs;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scope.Certificates;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope verify</c>: the acceptance rows of LinearScope on a network and a picture.</summary>
internal static class VerifyCommand
{
    private static readonly Option<int> s_pairs =
        CommonOptions.Integer("--pairs", "Random pairs of the adjoint test", 100, 1, 1_000_000);

    /// <summary>The command.</summary>
    public static Command Create() => ScopeCommand.Create(
        "verify", "Measure that rows, columns, biases and lanes are exact", Run, s_pairs);

    private static void Run(ScopeRun run)
    {
        Subject subject = run.Subject;
        if (subject.Scope is not { } scope)
            throw new InputException("--from: verify runs the network itself; give it a picture");
        // The rows are measured with hooks of their own, on and off.
        scope.Dispose();
        run.Context.Progress.Report(new RunProgress("verify", 0, 0, subject.Network.Name));
        IReadOnlyList<CheckResult> rows = ScopeCheck.Network(
            subject.Network.Module, subject.X, subject.Settings, run.Context.Arguments.GetValue(s_pairs));
        foreach (CheckResult row in rows)
            run.WriteLine(run.Context.Colour(row.ToString(), row.Passed));
        run.Report.AddSection("Is it exact?").Certificate(
            rows.All(row => row.Passed),
            $"LinearScope is exact for {subject.Network.Name}",
            [.. rows.Select(row => ScopeReport.Check($"{row.Id} {row.Claim}", row.Measured, row.Bound))]);
        run.Document["rows"] = new JsonArray([.. rows.Select(row => new JsonObject
        {
            ["id"] = row.Id,
            ["claim"] = row.Claim,
            ["measured"] = row.Measured,
            ["bound"] = row.Bound,
            ["passed"] = row.Passed,
        })]);
        if (rows.FirstOrDefault(row => !row.Passed) is { } failed)
            run.FailWith($"{failed.Id} does not hold: {failed.Claim}");
    }
}
