using System.Text.Json.Nodes;
using Hinge.Cli.Shell;

namespace Hinge.Cli.Tests.Shell;

public class JsonTextTests
{
    [Fact]
    public void Numbers_that_JSON_lacks_are_named_at_any_depth_and_others_are_kept()
    {
        JsonObject document = new()
        {
            ["a"] = new JsonArray(double.NaN, 1.5, new JsonObject { ["b"] = float.NegativeInfinity }),
            ["c"] = ulong.MaxValue,
            ["d"] = null,
            ["e"] = "Infinity? \"é\"",
        };

        JsonNode read = JsonNode.Parse(JsonText.Of(document))!;

        Assert.Equal("NaN", read["a"]![0]!.GetValue<string>());
        Assert.Equal(1.5, read["a"]![1]!.GetValue<double>());
        Assert.Equal("-Infinity", read["a"]![2]!["b"]!.GetValue<string>());
        Assert.Equal(ulong.MaxValue, read["c"]!.GetValue<ulong>());
        Assert.Null(read["d"]);
        Assert.Equal("Infinity? \"é\"", read["e"]!.GetValue<string>());
    }
}
