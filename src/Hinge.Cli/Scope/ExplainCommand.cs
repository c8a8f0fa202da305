using System.CommandLine;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Pictures;
using Hinge.Core.Runs;
using Hinge.Plots.Reports;
using Hinge.Scope;
using Hinge.Scope.Networks;
using Hinge.Scope.Pictures;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope explain</c>: why a network gives this answer for this picture.</summary>
internal static class ExplainCommand
{
    private const int GridColumns = 8;

    private static readonly Option<int?> s_class = new("--class")
    {
        Description = "Class to explain [default: the winner]",
        HelpName = "C",
        CustomParser = result => CommonOptions.Number(result, "--class", 0, int.MaxValue),
    };

    private static readonly Option<string?> s_save = new("--save")
    {
        Description = "Save the interpreter for --from",
        HelpName = "FILE",
    };

    private static readonly Option<string?> s_from = new("--from")
    {
        Description = "Explain a saved interpreter instead of running the network",
        HelpName = "FILE",
    };

    /// <summary>The command.</summary>
    public static Command Create() =>
        new Command("explain", "Why a network gives this answer: votes of pixels, rows, biases, certificate")
        {
            ScopeOptions.Net, ScopeOptions.Image, ScopeOptions.Digit, s_class, ScopeOptions.Double, s_save, s_from,
        }.WithRunOptions().Runs(Run);

    private static void Run(CommandContext context)
    {
        EmbeddedNetwork network = EmbeddedNetworks.Find(context.Arguments.GetValue(ScopeOptions.Net)!);
        ScopeInput input = ScopeOptions.Input(context);
        bool wide = context.Arguments.GetValue(ScopeOptions.Double);
        context.UseTorch();
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> module = network.Load();
        if (wide)
            module.to(ScalarType.Float64);
        ScopeSettings settings = new() { Seed = context.Seed };
        if (context.Arguments.GetValue(s_from) is { } saved)
        {
            using Interpreter loaded = Interpreter.Load(saved, module, settings);
            Explain(context, network, SavedPicture(saved, loaded), loaded);
            return;
        }
        using LinearScope hooked = LinearScope.Attach(module, settings);
        using Interpreter at = hooked.Freeze(input.ToTensor(network, wide));
        if (context.Arguments.GetValue(s_save) is { } target)
        {
            at.Save(target);
            context.WriteLine($"saved {target}");
        }
        Explain(context, network, input, at);
    }

    private static ScopeInput SavedPicture(string path, Interpreter at) =>
        new(path, Torch.Tensors.TensorConversions.ToPicture(at.Input));

    private static void Explain(CommandContext context, EmbeddedNetwork network, ScopeInput input, Interpreter at)
    {
        int? label = context.Arguments.GetValue(s_class);
        if (label >= at.Rows && at.Output.dim() == 2)
            throw new InputException($"--class {label}: {network.Name} has classes 0 to {at.Rows - 1}");
        using RunFolder folder = context.CreateRunFolder("scope");
        Report report = new($"hinge scope explain: {network.Name}", $"{network.Name} at {input.Source}");
        ScopeReport.AddIdea(report);
        JsonObject document = at.Output.dim() == 2
            ? ExplainClass(context, folder, report, ClassExplanation.Of(network.Name, at, input.Picture, label))
            : ExplainPicture(context, folder, report, PictureExplanation.Of(network.Name, at, input.Picture, GridColumns));
        document["network"] = network.Name;
        document["input"] = input.Source;
        folder.WriteSettings(ScopeJson.Of(("network", network.Name), ("input", input.Source)), ScopeJson.Type);
        folder.WriteResult(document, ScopeJson.Type);
        string page = folder.File("report.html");
        report.Write(page);
        context.WriteLine($"wrote {page}");
        context.WriteJson(document);
    }

    private static JsonObject ExplainClass(
        CommandContext context, RunFolder folder, Report report, ClassExplanation explanation)
    {
        ScopeReport.Add(report, explanation);
        context.WriteLine($"certificate  {explanation.Certificate}");
        foreach (int label in (int[])[explanation.Chosen, explanation.RunnerUp])
        {
            ClassAccount account = explanation.Classes[label];
            context.WriteLine(
                $"class {label}  y {ScopeReport.Number(account.Votes.Output)} = votes "
                + $"{ScopeReport.Number(account.Votes.Sum)} + r {ScopeReport.Number(account.Votes.Residual)}   half of the "
                + $"positive votes in {ScopeReport.Percent(account.Votes.HalfOfPositiveArea())} of the pixels");
        }
        double scale = explanation.Classes.Max(account => SignedMap.Scale(account.Votes.Votes));
        PngFile.Write(folder.File("votes.png"), Montage.Of(
            [.. explanation.Classes.Select(account =>
                SignedMap.Over(account.Votes.Votes, explanation.Picture, scale))], columns: 5, enlarge: 4));
        return ScopeJson.Of(explanation);
    }

    private static JsonObject ExplainPicture(
        CommandContext context, RunFolder folder, Report report, PictureExplanation explanation)
    {
        ScopeReport.Add(report, explanation);
        context.WriteLine($"certificate  {explanation.Certificate}");
        context.WriteLine($"biases' share of the output {ScopeReport.Percent(explanation.ResidualShare)}");
        PngFile.Write(folder.File("output.png"), explanation.Output);
        PngFile.Write(folder.File("rows.png"), Montage.Of(
            [.. explanation.Filters.Select(filter => filter.Draw())], explanation.Columns, enlarge: 4));
        return ScopeJson.Of(explanation);
    }
}
