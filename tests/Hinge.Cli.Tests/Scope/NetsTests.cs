using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Scope.Networks;

namespace Hinge.Cli.Tests.Scope;

public class NetsTests
{
    [Fact]
    public void The_list_names_every_network_with_what_it_does_and_what_it_reached()
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, "scope", "nets");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        foreach (EmbeddedNetwork network in EmbeddedNetworks.All)
        {
            Assert.Contains($"{network.Name}\n  {network.Description}\n", result.Output, StringComparison.Ordinal);
            Assert.Contains($"  measured: {network.Quality}\n", result.Output, StringComparison.Ordinal);
        }
        Assert.All(
            Architectures.All, each => Assert.Contains($"    {each.Name} ", result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void As_JSON_it_is_one_document_with_all_numbers()
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, "scope", "nets", "--json");

        JsonNode document = JsonNode.Parse(result.Output)!;
        Assert.Equal(
            Architectures.All.Select(each => each.Name),
            document["architectures"]!.AsArray().Select(each => (string)each!["name"]!));
        JsonArray networks = document["networks"]!.AsArray();
        Assert.Equal(
            EmbeddedNetworks.All.Select(network => network.Name), networks.Select(each => (string?)each!["name"]));
        Assert.Equal([1, 1, 28, 28], networks[0]!["inputShape"]!.AsArray().Select(length => (long)length!));
        Assert.Equal(6_152, (long)networks[1]!["parameters"]!);
        Assert.Equal(EmbeddedNetworks.All[2].Quality.Value, (double)networks[2]!["quality"]!["value"]!);
    }
}
