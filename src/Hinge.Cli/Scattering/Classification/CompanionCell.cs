using System.Text.Json.Nodes;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scattering.Networks;

namespace Hinge.Cli.Scattering.Classification;

/// <summary>A cell of the companion's table.</summary>
/// <param name="Frame">haar or rbio2.2.</param>
/// <param name="NonLinearity">The same in both layers.</param>
/// <param name="Pooling">none, sub, max or average; by 2, in the second layer.</param>
/// <param name="Repaired">Whether the filters are scaled until the network is admissible.</param>
internal sealed record CompanionCell(string Frame, string NonLinearity, string Pooling, bool Repaired)
{
    /// <summary>The 32 cells, and those of rbio2.2 repaired as well.</summary>
    public static IReadOnlyList<CompanionCell> All { get; } =
    [
        .. from repaired in (bool[])[false, true]
           from frame in (string[])["haar", "rbio2.2"]
           from rho in (string[])["modulus", "relu", "tanh", "logistic"]
           from pool in (string[])["none", "sub", "max", "average"]
           where !repaired || frame == "rbio2.2"
           select new CompanionCell(frame, rho, pool, repaired),
    ];

    /// <summary>For example <c>rbio2.2-modulus-sub-repaired</c>.</summary>
    public string Name => $"{Frame}-{NonLinearity}-{Pooling}{(Repaired ? "-repaired" : "")}";

    /// <summary>The network.</summary>
    /// <param name="size">The size of a signal.</param>
    public NetworkSettings Settings(string size) => new()
    {
        Size = size,
        Modules =
        [
            new() { Frame = Frame + ":J=3", NonLinearity = NonLinearity, Pooling = "none" },
            new()
            {
                Frame = Frame + ":J=3", NonLinearity = NonLinearity,
                Pooling = Pooling == "none" ? "none" : Pooling + ":2",
            },
        ],
        Output = Frame + ":J=3",
        Paths = "scale",
        Repair = Repaired ? "scale" : null,
    };

    /// <summary>The result of an earlier run; null if there is none that was finished.</summary>
    public JsonObject? Read(RunFolder folder)
    {
        string path = folder.File($"cells/{Name}.json");
        if (!File.Exists(path))
            return null;
        try
        {
            JsonObject? cell = JsonNode.Parse(File.ReadAllText(path)) as JsonObject;
            return cell?["error"] is JsonValue value && value.TryGetValue(out double _) ? cell
                : throw new InputException($"{path}: lacks the number 'error'; remove the file to run the cell again");
        }
        catch (System.Text.Json.JsonException cause)
        {
            throw new InputException($"{path}: not JSON; remove the file to run the cell again", cause);
        }
    }
}
