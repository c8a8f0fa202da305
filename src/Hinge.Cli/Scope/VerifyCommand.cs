using System.CommandLine;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scope.Certificates;
using Hinge.Scope.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope verify</c>: the acceptance rows of LinearScope on a network and a picture.</summary>
internal static class VerifyCommand
{
    private static readonly Option<int> s_pairs = new("--pairs")
    {
        Description = "Random pairs of the adjoint test",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
        CustomParser = result => CommonOptions.Number(result, "--pairs", 1, 1_000_000),
    };

    /// <summary>The command.</summary>
    public static Command Create() =>
        new Command("verify", "Measure that rows, columns, biases and lanes are exact")
        {
            ScopeOptions.Net, ScopeOptions.Image, ScopeOptions.Digit, ScopeOptions.Double, s_pairs,
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
        using Tensor x = input.ToTensor(network, wide);
        context.Progress.Report(new RunProgress("verify", 0, 0, network.Name));
        IReadOnlyList<CheckResult> rows = ScopeCheck.Network(
            module, x, new() { Seed = context.Seed }, context.Arguments.GetValue(s_pairs));
        foreach (CheckResult row in rows)
            context.WriteLine(context.Colour(row.ToString(), row.Passed));
        JsonObject document = new()
        {
            ["network"] = network.Name,
            ["input"] = input.Source,
            ["rows"] = new JsonArray([.. rows.Select(row => new JsonObject
            {
                ["id"] = row.Id,
                ["claim"] = row.Claim,
                ["measured"] = row.Measured,
                ["bound"] = row.Bound,
                ["passed"] = row.Passed,
            })]),
        };
        using RunFolder folder = context.CreateRunFolder("scope");
        folder.WriteSettings(ScopeJson.Of(("network", network.Name), ("input", input.Source)), ScopeJson.Type);
        folder.WriteResult(document, ScopeJson.Type);
        context.WriteJson(document);
        if (rows.FirstOrDefault(row => !row.Passed) is { } failed)
            throw new RunFailedException($"{failed.Id} does not hold: {failed.Claim}");
    }
}
