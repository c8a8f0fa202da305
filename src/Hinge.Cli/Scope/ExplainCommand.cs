using System.CommandLine;
using Hinge.Cli.Scope.Inputs;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Scope;
using Hinge.Scope.Analyses;
using Hinge.Scope.Networks;
using Hinge.Scope.Pictures;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope explain</c>: why a network gives this answer for this picture.</summary>
internal static class ExplainCommand
{
    private const int GridColumns = 8;
    private const int TileColumns = 5;

    private static readonly Option<int?> s_class =
        CommonOptions.Integer("--class", "Class to explain [default: the winner]", 0);

    /// <summary>The command.</summary>
    public static Command Create() => ScopeCommand.Create(
        "explain", "Why a network gives this answer: votes of pixels, rows, biases, certificate", Run, s_class);

    private static void Run(ScopeRun run)
    {
        Interpreter at = run.Subject.At;
        int? label = run.Context.Arguments.GetValue(s_class);
        bool classifier = at.Output.dim() == 2;
        if (classifier && label >= at.Rows)
            throw new InputException($"--class {label}: {run.Subject.Network.Name} has classes 0 to {at.Rows - 1}");
        if (!classifier && label is not null)
            throw new InputException($"--class {label}: {run.Subject.Network.Name} has no classes");
        ScopeReport.AddIdea(run.Report);
        if (run.Subject.Scope?.CutSoftmax is { } softmax)
            run.WriteLine($"the final softmax {softmax} is cut off: the logits are explained");
        if (classifier)
            ExplainClass(run, at, label);
        else
            ExplainPicture(run, at);
    }

    private static void ExplainClass(ScopeRun run, Interpreter at, int? label)
    {
        ScopeNetwork network = run.Subject.Network;
        InputNormalisation? raw =
            network.IsRaw || network.Input.Normalisation.IsIdentity ? null : network.Input.Normalisation;
        ClassExplanation explanation = ClassExplanation.Of(network.Name, at, run.Subject.Input.Picture, label, raw);
        ScopeReport.Add(run.Report, explanation);
        run.WriteLine($"certificate  {explanation.Certificate}");
        foreach (ClassAccount account in (ClassAccount[])[explanation.Chosen, explanation.RunnerUp])
        {
            string others = account.Raw is { } r
                ? $"   (raw pixels: {ScopeReport.Number(r.Sum)} + {ScopeReport.Number(r.Residual)})"
                : "";
            run.WriteLine(
                $"class {account.Label}  y {ScopeReport.Number(account.Votes.Output)} = votes "
                + $"{ScopeReport.Number(account.Votes.Sum)} + r {ScopeReport.Number(account.Votes.Residual)}{others}   "
                + $"half of the positive votes in {ScopeReport.Percent(account.Votes.HalfOfPositiveArea())} of the "
                + "pixels");
        }
        DeletionCurves deletion = DeletionCurves.Of(
            at, [explanation.Chosen.Label], new() { Seed = run.Context.Seed }, run.Context.Cancellation);
        run.WriteLine(
            $"deletion real AUC {ScopeReport.Number(deletion.ByVote.Area)} by votes, "
            + $"{ScopeReport.Number(deletion.AtRandom.Area)} random (ratio {ScopeReport.Number(deletion.AreaRatio)})");
        ScopeReport.AddDeletion(run.Report, deletion, explanation.Chosen.Label);
        double scale = explanation.Classes.Max(account => SignedMap.Scale(account.Votes.Votes));
        run.WritePicture("votes.png", Montage.Of(
            [.. explanation.Classes.Select(account =>
                SignedMap.Over(account.Votes.Votes, explanation.Picture, scale))],
            TileColumns, Enlargement(explanation.Picture.Width)));
        run.Document.Add(ScopeJson.Of(explanation));
        run.Document["deletion"] = ScopeJson.Of(deletion);
    }

    private static void ExplainPicture(ScopeRun run, Interpreter at)
    {
        ScopeNetwork network = run.Subject.Network;
        if (at.Output.dim() != 4)
            throw new InputException(
                $"{network.Name}: outputs of shape [{string.Join(", ", at.OutputShape)}] are neither classes nor a "
                + "picture");
        PictureExplanation explanation = PictureExplanation.Of(network, at, run.Subject.Input.Picture, GridColumns);
        ScopeReport.Add(run.Report, explanation);
        run.WriteLine($"certificate  {explanation.Certificate}");
        run.WriteLine($"biases' share of the output {ScopeReport.Percent(explanation.ResidualShare)}");
        run.WritePicture("output.png", explanation.Output);
        run.WritePicture("rows.png", Montage.Of(
            [.. explanation.Filters.Select(filter => filter.Draw())], explanation.Columns, enlarge: 4));
        run.Document.Add(ScopeJson.Of(explanation));
    }

    private static int Enlargement(int width) => Math.Max(1, 112 / width);
}
