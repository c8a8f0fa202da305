using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Torch.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Graphs;

/// <summary>One node while its modules are made: typed access to its settings and weights, with its name in every
/// refusal.</summary>
/// <param name="node">The node.</param>
/// <param name="weights">All weights by name.</param>
/// <param name="type">The floating-point type of the modules.</param>
/// <param name="register">Makes a module a child of the network.</param>
internal sealed class NodeBuilder(
    GraphNode node,
    IReadOnlyDictionary<string, NdArray> weights,
    ScalarType type,
    Action<string, nn.Module> register)
{
    private readonly HashSet<string> _attributesRead = [];
    private readonly HashSet<string> _weightsRead = [];

    /// <summary>The node.</summary>
    public GraphNode Node => node;

    /// <summary>The floating-point type of its modules.</summary>
    public ScalarType Type => type;

    /// <summary>Makes a module a child of the network, under the node's name.</summary>
    /// <param name="module">The module.</param>
    /// <param name="part">Set apart by it where a node has several modules.</param>
    public TModule Register<TModule>(TModule module, string part = "") where TModule : nn.Module
    {
        register(part.Length == 0 ? node.Name : $"{node.Name}-{part}", module);
        return module;
    }

    /// <summary>Whether the node names a tensor for a part.</summary>
    public bool Has(string part) => node.Weights.ContainsKey(part);

    /// <summary>A tensor of the file.</summary>
    public NdArray Weight(string part)
    {
        _weightsRead.Add(part);
        return node.Weights.TryGetValue(part, out string? name)
            ? weights[name]
            : throw Wrong($"names no tensor for its {part}");
    }

    /// <summary>A tensor of the file whose number of dimensions is known.</summary>
    public NdArray Weight(string part, int rank) => Weight(part) is var found && found.Shape.Count == rank
        ? found
        : throw Wrong($"{part} '{Shown(part)}' is {found}; expected {rank} dimensions");

    /// <summary>A tensor of the file as one of the network's type.</summary>
    public Tensor Constant(string part)
    {
        NdArray array = Weight(part);
        using Tensor stored = array.ToTensor();
        if (FiniteValues.FirstOther(stored) is { } other)
            throw Wrong($"{part} '{Shown(part)}' holds {other}; expected finite numbers");
        return stored.to(type, copy: true);
    }

    /// <summary>Copies a tensor of the file into a parameter or buffer.</summary>
    public void Copy(string part, Tensor? target)
    {
        using Tensor value = Constant(part);
        using IDisposable frozen = no_grad();
        if (target is null || !value.shape.SequenceEqual(target.shape))
        {
            string expected = target is null ? "none" : $"[{string.Join(", ", target.shape)}]";
            throw Wrong($"{part} '{Shown(part)}' is {Weight(part)}; expected {expected}");
        }
        target.copy_(value);
    }

    /// <summary>A flag.</summary>
    public bool Flag(string name, bool otherwise = false) => Number(name, otherwise ? 1 : 0) switch
    {
        0 => false,
        1 => true,
        var other => throw Wrong($"{name} is {other}; expected true or false"),
    };

    /// <summary>Whether a setting is given.</summary>
    public bool HasAttribute(string name) => node.Attributes.ContainsKey(name);

    /// <summary>A number.</summary>
    public double Number(string name, double? otherwise = null)
    {
        if (Attribute(name) is not { } value)
            return otherwise ?? throw Wrong($"has no {name}");
        return value is { Text: null, Numbers.Count: 1 }
            ? value.Numbers[0]
            : throw Wrong($"{name} is {value}; expected a number");
    }

    /// <summary>A whole number.</summary>
    public long Integer(string name, long least, long? otherwise = null) =>
        Whole(name, Number(name, otherwise), least);

    /// <summary>Whole numbers; a single one stands for all.</summary>
    public long[] Integers(string name, int count, long least, long? otherwise = null)
    {
        if (Attribute(name) is not { } value)
            return [.. Enumerable.Repeat(otherwise ?? throw Wrong($"has no {name}"), count)];
        if (value.Text is not null || (value.Numbers.Count != count && value.Numbers.Count != 1))
            throw Wrong($"{name} is {value}; expected {count} numbers");
        return [.. Spread(value, count).Select(number => Whole(name, number, least))];
    }

    /// <summary>Whole numbers, as many as there are.</summary>
    public long[] AllIntegers(string name, long least) => Attribute(name) is { Text: null } value
        ? [.. value.Numbers.Select(number => Whole(name, number, least))]
        : throw Wrong($"has no {name}, a list of whole numbers");

    /// <summary>Numbers, a single one standing for all.</summary>
    public double[] Numbers(string name, int count) =>
        Attribute(name) is { Text: null } value && (value.Numbers.Count == count || value.Numbers.Count == 1)
            ? [.. Spread(value, count)]
            : throw Wrong($"{name} is {Attribute(name)?.ToString() ?? "absent"}; expected {count} numbers");

    /// <summary>A word out of several.</summary>
    public string Word(string name, string otherwise, params string[] others)
    {
        string found = Attribute(name) is { } value ? value.Text ?? value.ToString() : otherwise;
        return found == otherwise || others.Contains(found)
            ? found
            : throw Wrong($"{name} is '{Printable.Text(found)}'; expected {string.Join(", ", [otherwise, .. others])}");
    }

    /// <summary>The word of a setting, or null when it is given in numbers or not at all.</summary>
    public string? WordOrNull(string name) => Attribute(name)?.Text;

    /// <summary>Refuses settings and weights that the operation does not know.</summary>
    public void RequireAllRead()
    {
        if (node.Attributes.Keys.FirstOrDefault(name => !_attributesRead.Contains(name)) is { } attribute)
            throw Wrong($"has no use for the attribute '{Printable.Text(attribute)}'");
        if (node.Weights.Keys.FirstOrDefault(part => !_weightsRead.Contains(part)) is { } weight)
            throw Wrong($"has no use for the weight '{Printable.Text(weight)}'");
    }

    /// <summary>A refusal that names the node.</summary>
    public InputException Wrong(string what) => new($"{node}: {what}");

    private static IEnumerable<double> Spread(GraphAttribute value, int count) =>
        value.Numbers.Count == count ? value.Numbers : Enumerable.Repeat(value.Numbers[0], count);

    private string Shown(string part) => Printable.Text(node.Weights[part]);

    private GraphAttribute? Attribute(string name)
    {
        _attributesRead.Add(name);
        return node.Attributes.GetValueOrDefault(name);
    }

    private long Whole(string name, double number, long least) =>
        number == Math.Floor(number) && number >= least && number <= int.MaxValue
            ? (long)number
            : throw Wrong($"{name} is {number}; expected a whole number, at least {least}");
}
