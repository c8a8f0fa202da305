using System.Text.Json;
using Hinge.Core;
using Hinge.Scope.Training;

namespace Hinge.Scope.Networks;

/// <summary>The networks that come with the library.</summary>
public static class EmbeddedNetworks
{
    private static readonly Lazy<SampleRunResult> s_result = new(() =>
        JsonSerializer.Deserialize(Resource("result.json"), SampleJson.Default.SampleRunResult)!);

    /// <summary>All of them, in a fixed order.</summary>
    public static IReadOnlyList<EmbeddedNetwork> All { get; } =
    [
        new("tiny-digits-bn", "tells handwritten digits apart, with batch norms and biases",
            "grey 28 x 28, 0 paper to 1 ink", [1, 1, 28, 28], 6_274, () => new TinyDigits(normalised: true)),
        new("tiny-digits-free", "tells handwritten digits apart, without any bias",
            "grey 28 x 28, 0 paper to 1 ink", [1, 1, 28, 28], 6_152, () => new TinyDigits(normalised: false)),
        new("tiny-sr", "doubles the width and height of a grey picture",
            "grey, any size, 0 to 1", [1, 1, -1, -1], 2_500, () => new TinySuperResolution()),
        new("tiny-style", "redraws a grey picture as an engraving",
            "grey, sizes divisible by 4, 0 to 1", [1, 1, -1, -1], 30_625, () => new TinyStyle())
        {
            Divisor = TinyStyle.Divisor,
            Smallest = 2 * TinyStyle.Divisor,
        },
    ];

    /// <summary>The network of a name.</summary>
    /// <param name="name">For example <c>tiny-sr</c>.</param>
    /// <exception cref="InputException">There is none of that name; the message lists the names.</exception>
    public static EmbeddedNetwork Find(string name) => All.FirstOrDefault(each => each.Name == name)
        ?? throw new InputException(
            $"no embedded network is called '{name}'; there are {string.Join(", ", All.Select(each => each.Name))}");

    /// <summary>The result of the run that trained them.</summary>
    internal static SampleRunResult ReadResult() => s_result.Value;

    /// <summary>An embedded file of data/scope.</summary>
    internal static byte[] Resource(string file)
    {
        using Stream stream = typeof(EmbeddedNetworks).Assembly.GetManifestResourceStream("scope/" + file)
            ?? throw new InvalidOperationException($"the assembly lacks its resource {file}");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
