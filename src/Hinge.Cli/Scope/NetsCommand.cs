using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Scope.Networks;
using Hinge.Scope.Training;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope nets</c>: the networks that come with Hinge, and the architectures it knows.</summary>
internal static class NetsCommand
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        new Command("nets", "List the networks: those that come with Hinge, and the architectures that take weights")
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
        context.WriteLine("");
        context.WriteLine("architectures, for --weights FILE or --weights random:");
        int widest = Architectures.All.Max(each => each.Name.Length);
        foreach (IGrouping<string, Architecture> task in Architectures.All.GroupBy(each => each.Task))
        {
            context.WriteLine($"  {task.Key}");
            foreach (Architecture each in task)
                context.WriteLine($"    {each.Name.PadRight(widest)}  {each.Input}; {each.Paper}");
        }
        context.WriteJson(new JsonObject
        {
            ["networks"] = new JsonArray([.. EmbeddedNetworks.All.Select(Document)]),
            ["architectures"] = new JsonArray([.. Architectures.All.Select(Document)]),
        });
    }

    private static JsonNode Document(Architecture architecture) => new JsonObject
    {
        ["name"] = architecture.Name,
        ["task"] = architecture.Task,
        ["input"] = architecture.Input.ToString(),
        ["paper"] = architecture.Paper,
    };

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
