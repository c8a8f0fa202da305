using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Scope.Networks;
using Hinge.Scope.Training;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope nets</c>: the networks that come with Hinge.</summary>
internal static class NetsCommand
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        new Command("nets", "List the embedded networks: what they do, what they take, how well they do it")
        {
            CommonOptions.Json,
        }.Runs(Run);

    private static void Run(CommandContext context)
    {
        foreach (EmbeddedNetwork network in EmbeddedNetworks.All)
        {
            context.WriteLine(network.Name);
            context.WriteLine($"  {network.Description}");
            context.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  input: {network.Input}; {network.Parameters:N0} parameters"));
            context.WriteLine($"  measured: {network.Quality}");
        }
        context.WriteJson(new JsonArray([.. EmbeddedNetworks.All.Select(Document)]));
    }

    private static JsonNode Document(EmbeddedNetwork network) => new JsonObject
    {
        ["name"] = network.Name,
        ["description"] = network.Description,
        ["input"] = network.Input,
        ["inputShape"] = new JsonArray([.. network.InputShape.Select(length => (JsonNode)length)]),
        ["parameters"] = network.Parameters,
        ["quality"] = Document(network.Quality),
    };

    /// <summary>A measured quality as JSON.</summary>
    public static JsonObject Document(SampleQuality quality) => new()
    {
        ["measure"] = quality.Measure,
        ["value"] = quality.Value,
        ["baseline"] = quality.Baseline,
        ["baselineName"] = quality.BaselineName,
        ["heldOut"] = quality.HeldOut,
    };
}
