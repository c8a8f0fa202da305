using System.Globalization;
using System.Text;
using System.Text.Json;
using Hinge.Core;
using Hinge.Flight.Files;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Export;

/// <summary>
/// What every exported policy carries beside its weights (specification §9): names, step, history, the order of the
/// inputs, noise, and a test vector. One text in JSON, whichever the format.
/// </summary>
internal sealed record PolicyCard(
    string Drone, string Task, double Step, int History, ObservationNoise Noise, PolicyTestVector? Test)
{
    /// <summary>The activation of all layers.</summary>
    public const string Activation = "fast_tanh";

    private const string Format = "hinge-policy";
    private const int Version = 1;

    /// <summary>The card of a policy.</summary>
    public static PolicyCard Of(Policy policy) =>
        new(policy.Drone, policy.Task, policy.Step, policy.History, policy.Noise, policy.TestVector);

    /// <summary>The inputs in their order.</summary>
    public static IReadOnlyList<(string Name, int Offset, int Size)> Inputs(int history) =>
    [
        ("position", 0, 3), ("rotation", 3, 9), ("velocity", 12, 3), ("angularVelocity", 15, 3),
        ("history", ObservationLayout.Body, Dynamics.Drone.RotorCount * history),
    ];

    /// <summary>The text.</summary>
    /// <param name="fields">More fields, each <c>"name": value</c>.</param>
    public string ToJson(params ReadOnlySpan<string> fields)
    {
        IEnumerable<string> inputs = Inputs(History).Select(
            part => $"{{ \"name\": \"{part.Name}\", \"offset\": {part.Offset}, \"size\": {part.Size} }}");
        List<string> lines =
        [
            $"\"format\": \"{Format}\"",
            $"\"version\": {Version}",
            $"\"drone\": \"{JsonEncodedText.Encode(Drone)}\"",
            $"\"task\": \"{JsonEncodedText.Encode(Task)}\"",
            $"\"dt\": {Text(Step)}",
            $"\"history\": {History}",
            $"\"activation\": \"{Activation}\"",
            $"\"observation\": [\n    {string.Join(",\n    ", inputs)}\n  ]",
            $"\"noise\": {{ \"position\": {Text(Noise.Position)}, \"rotation\": {Text(Noise.Rotation)}, "
                + $"\"velocity\": {Text(Noise.Velocity)}, \"angularVelocity\": {Text(Noise.AngularVelocity)} }}",
            .. fields,
        ];
        if (Test is { } test)
            lines.Add($"\"test\": {{\n    \"observation\": {List([.. test.Observation])},\n"
                + $"    \"action\": {List([.. test.Action])}\n  }}");
        return new StringBuilder("{\n  ").AppendJoin(",\n  ", lines).Append("\n}\n").ToString();
    }

    /// <summary>Reads a card; the caller closes the item when it has asked for its own fields.</summary>
    public static PolicyCard Read(JsonItem root)
    {
        Expect(root.Field("format"), Format);
        if (root.Field("version").Whole() is var version and not Version)
            throw root.Field("version").Fault($"found {version}, expected {Version}");
        int history = root.Field("history").Whole();
        if (history is < 0 or > HoverTask.LongestHistory)
            throw root.Field("history").Fault($"{history} is not in [0, {HoverTask.LongestHistory}]");
        Expect(root.Field("activation"), Activation);
        ReadInputs(root.Field("observation"), history);
        return new(
            root.Field("drone").Text(), root.Field("task").Text(), root.Field("dt").Number(), history,
            ReadNoise(root.Field("noise")), ReadTest(root.Field("test"), history));
    }

    /// <summary>Reads a text that is a card and nothing else.</summary>
    public static PolicyCard Parse(ReadOnlySpan<byte> utf8, string source)
    {
        try
        {
            JsonItem root = JsonItem.Parse(utf8);
            PolicyCard card = Read(root);
            root.Close();
            return card;
        }
        catch (InputException cause) when (cause is not PolicyFormatException)
        {
            throw new PolicyFormatException($"{source}: {cause.Message}", cause);
        }
    }

    /// <summary>Holds a policy to the test vector.</summary>
    public void CheckTest(Policy policy, string source)
    {
        if (Test is not { } test)
            return;
        float[] action = new float[Dynamics.Drone.RotorCount];
        policy.Act([.. test.Observation], action);
        for (int i = 0; i < action.Length; i++)
        {
            if (!(Math.Abs(action[i] - test.Action[i]) <= PolicyTestVector.Tolerance))
                throw new PolicyFormatException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source}: test vector: the weights give action {i} as {action[i]}, expected {test.Action[i]}"));
        }
    }

    /// <summary>Numbers as short as they can be and still read back to the same bits.</summary>
    public static string List(ReadOnlySpan<float> values)
    {
        StringBuilder text = new("[");
        for (int i = 0; i < values.Length; i++)
            text.Append(i > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{values[i]}");
        return text.Append(']').ToString();
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Expect(JsonItem item, string word)
    {
        if (item.Text() is var text && text != word)
            throw item.Fault($"found '{text}', expected '{word}'");
    }

    private static void ReadInputs(JsonItem list, int history)
    {
        IReadOnlyList<(string Name, int Offset, int Size)> expected = Inputs(history);
        if (list.Count != expected.Count)
            throw list.Fault($"found {list.Count} parts, expected {expected.Count}");
        foreach ((JsonItem item, (string Name, int Offset, int Size) part) in list.Items.Zip(expected))
        {
            (string Name, int Offset, int Size) found =
                (item.Field("name").Text(), item.Field("offset").Whole(), item.Field("size").Whole());
            item.Close();
            if (found != part)
                throw item.Fault($"found {found}, expected {part}");
        }
    }

    private static ObservationNoise ReadNoise(JsonItem item)
    {
        ObservationNoise noise = new()
        {
            Position = item.Field("position").Number(),
            Rotation = item.Field("rotation").Number(),
            Velocity = item.Field("velocity").Number(),
            AngularVelocity = item.Field("angularVelocity").Number(),
        };
        item.Close();
        return noise;
    }

    private static PolicyTestVector ReadTest(JsonItem item, int history)
    {
        PolicyTestVector test = new(
            item.Field("observation").Singles(ObservationLayout.Actor(history)),
            item.Field("action").Singles(Dynamics.Drone.RotorCount));
        item.Close();
        return test;
    }
}
