using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Torch.Graphs;
using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>One ONNX node while it is read: typed access to its inputs and attributes, with its name in every refusal.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="opset">Version of the operators.</param>
/// <param name="inputs">What its inputs stand for; null for one that is left out.</param>
/// <param name="model">The file that it is in.</param>
internal sealed class NodeReader(OnnxNode node, long opset, IReadOnlyList<ReadValue?> inputs, ModelReader model)
{
    private readonly HashSet<string> _attributesRead = [];
    private readonly HashSet<int> _inputsRead = [];

    /// <summary>The node.</summary>
    public OnnxNode Node => node;

    /// <summary>Version of the operators.</summary>
    public long Opset => opset;

    /// <summary>What the file says about the batch: a number, or null where any will do.</summary>
    public long? StatedBatch => model.StatedBatch;

    /// <summary>Type of the network's values in the file.</summary>
    public ElementType Type => model.Type;

    /// <summary>How many inputs it has, trailing ones that are left out not counted.</summary>
    public int InputCount => inputs.Count - inputs.Reverse().TakeWhile(input => input is null).Count();

    /// <summary>An input, or null if it is left out.</summary>
    public ReadValue? Value(int index)
    {
        _inputsRead.Add(index);
        return index < inputs.Count ? inputs[index] : null;
    }

    /// <summary>An input that the network computes.</summary>
    /// <param name="index">Which.</param>
    /// <param name="resolved">Whether it must have a shape that the graph can express.</param>
    public DataValue Data(int index, bool resolved = true) => Value(index) is not DataValue data
        ? throw Wrong(
            $"input {index} is {(Value(index) is null ? "missing" : "a constant")}; expected a computed value")
        : data.Name is not null || !resolved ? data
        : throw Wrong($"{Extent.Describe(data.Shape)}: a shape that depends on the input's size in several dimensions");

    /// <summary>A constant input, or null if it is left out.</summary>
    public ConstantValue? ConstantOrNull(int index) => Value(index) switch
    {
        null => null,
        ConstantValue constant => constant,
        SizesValue sizes when sizes.Extents.All(extent => extent.Number is not null) =>
            Whole([.. sizes.Extents.Select(extent => extent.Number!.Value)], sizes.IsScalar, index),
        SizesValue => throw Wrong($"input {index} depends on the input's size; expected a constant"),
        _ => throw Wrong($"input {index} is computed by the network; expected a constant"),
    };

    /// <summary>A constant input.</summary>
    public ConstantValue Constant(int index) =>
        ConstantOrNull(index) ?? throw Wrong($"input {index} is missing; expected a constant");

    /// <summary>A constant input of whole numbers, or null if it is left out.</summary>
    public long[]? WholeNumbers(int index) => ConstantOrNull(index) is { } constant ? Whole(constant, index) : null;

    /// <summary>A constant input of one number, or null if it is left out.</summary>
    public double? Scalar(int index) => ConstantOrNull(index) is not { } constant ? null
        : constant.Array.Length == 1 ? constant.Array.ToDoubles()[0]
        : throw Wrong($"input {index} is {constant.Array}; expected one number");

    /// <summary>Whole numbers that may depend on the input's size.</summary>
    public SizesValue Sizes(int index) => Value(index) switch
    {
        SizesValue sizes => sizes,
        ConstantValue constant =>
            new SizesValue([.. Whole(constant, index).Select(number => (Extent)number)],
                constant.Array.Shape.Count == 0),
        _ => throw Wrong($"input {index} is {(Value(index) is null ? "missing" : "computed")}; expected sizes"),
    };

    /// <summary>Whether no input is computed by the network.</summary>
    public bool IsConstant => !inputs.Any(input => input is DataValue);

    /// <summary>Whether all inputs are whole numbers, and at least one depends on the input's size.</summary>
    public bool IsSizes => IsConstant && inputs.Any(input => input is SizesValue) && inputs.All(input => input is
        SizesValue or ConstantValue { Array: { Type: ElementType.Int64 or ElementType.Int32, Shape.Count: <= 1 } });

    /// <summary>A whole number.</summary>
    public long Int(string name, long otherwise) => Attribute(name, OnnxAttributeKind.Int)?.Ints[0] ?? otherwise;

    /// <summary>A flag.</summary>
    public bool Flag(string name) => Int(name, 0) switch
    {
        0 => false,
        1 => true,
        var other => throw Wrong($"{name} is {other}; expected 0 or 1"),
    };

    /// <summary>Whole numbers, or null.</summary>
    public long[]? Ints(string name) => Attribute(name, OnnxAttributeKind.Ints)?.Ints.ToArray();

    /// <summary>Whole numbers, of which so many are expected.</summary>
    public long[] Ints(string name, int count, long otherwise) =>
        Ints(name) is not { } given ? [.. Enumerable.Repeat(otherwise, count)]
            : given.Length == count ? given
            : throw Wrong($"{name} has {given.Length} numbers; expected {count}");

    /// <summary>A number: the shortest decimal one that rounds to the file's.</summary>
    public double Number(string name, double otherwise) => Attribute(name, OnnxAttributeKind.Float) is { } given
        ? Decimals.Shortest(given.Floats[0])
        : otherwise;

    /// <summary>A word.</summary>
    public string Text(string name, string otherwise) => Attribute(name, OnnxAttributeKind.Text)?.Text ?? otherwise;

    /// <summary>An attribute of any kind, or null.</summary>
    public OnnxAttribute? Any(string name)
    {
        _attributesRead.Add(name);
        return node.Attributes.GetValueOrDefault(name);
    }

    /// <summary>Whole numbers that are an attribute before some operator set and an input from then on.</summary>
    public long[]? IntsOrInput(string name, int input, long since) =>
        opset < since ? Ints(name) : WholeNumbers(input);

    /// <summary>An axis, negative ones counted from the end.</summary>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw Wrong($"axis {axis} of {rank} dimensions");

    /// <summary>Requires a setting to have the one value that is supported.</summary>
    public void Require(string name, bool holds, object found, string expected)
    {
        if (!holds)
            throw Wrong($"{name} is {Printable.Text($"{found}")}; expected {expected}");
    }

    /// <summary>Adds a node with one result to the graph.</summary>
    public DataValue Emit(string op, DataValue input, params (string, GraphAttribute?)[] attributes) =>
        Emit(op, [input], [], attributes);

    /// <summary>Adds a node with one result to the graph.</summary>
    public DataValue Emit(
        string op,
        IReadOnlyList<DataValue> from,
        IEnumerable<(string, ConstantValue)> weights,
        params (string, GraphAttribute?)[] attributes) => EmitAll(op, from, weights, attributes)[0];

    /// <summary>Adds a node to the graph; attributes that are null are left out.</summary>
    public DataValue[] EmitAll(
        string op,
        IReadOnlyList<DataValue> from,
        IEnumerable<(string, ConstantValue)> weights,
        params (string Name, GraphAttribute? Value)[] attributes)
    {
        GraphNode made = new(op, model.Assembly.NewName(Name), [.. from.Select(input => input.Name!)])
        {
            Attributes = attributes.Where(pair => pair.Value is not null)
                .ToDictionary(pair => pair.Name, pair => pair.Value!),
        };
        try
        {
            return model.Assembly.Add(made, from, weights);
        }
        catch (InputException cause) when (cause.Message.StartsWith($"{made}: ", StringComparison.Ordinal))
        {
            throw Wrong(cause.Message[$"{made}: ".Length..]);
        }
    }

    /// <summary>A tensor that a node of the graph already names.</summary>
    public ConstantValue WeightOf(string name) => new(name, model.Assembly.Weight(name));

    /// <summary>An extent about which nothing is known.</summary>
    public Extent Fresh() => model.Assembly.Shapes.Fresh();

    /// <summary>A constant that the node computes, under the name of its result.</summary>
    public ConstantValue Computed(NdArray array)
    {
        model.Budget.Take(array.Bytes.Length, $"{node}: a constant");
        return new ConstantValue(node.Outputs.FirstOrDefault(output => output.Length > 0, Name), array);
    }

    /// <summary>A constant made from another, under a name that says how.</summary>
    public ConstantValue Derived(ConstantValue source, string name, Func<NdArray, NdArray> make) =>
        model.Assembly.Derived(source, name, make);

    /// <summary>Refuses attributes and inputs that were not looked at.</summary>
    public void RequireAllRead()
    {
        if (node.Attributes.FirstOrDefault(pair => !_attributesRead.Contains(pair.Key)) is { Key: { } name } attribute)
            throw Wrong($"attribute {Printable.Text(name)} = {attribute.Value} is not supported");
        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i] is not null && !_inputsRead.Contains(i))
                throw Wrong($"input {i} is not supported");
        }
    }

    /// <summary>A refusal that names file and node.</summary>
    public InputException Wrong(string what) => new($"{model.Name}: {node}: {what}");

    private string Name =>
        node.Name.Length > 0 ? node.Name : node.Outputs.FirstOrDefault(output => output.Length > 0, "");

    private OnnxAttribute? Attribute(string name, OnnxAttributeKind kind) => Any(name) is not { } given ? null
        : given.Kind != kind ? throw Wrong($"attribute {name} = {given}; expected {kind}")
        : given.Floats.All(float.IsFinite) ? given
            : throw Wrong($"attribute {name} = {given}; expected finite numbers");

    private long[] Whole(ConstantValue constant, int index) => constant.Array.Type switch
    {
        ElementType.Int64 => constant.Array.Values<long>().ToArray(),
        ElementType.Int32 => [.. constant.Array.Values<int>().ToArray()],
        _ => throw Wrong($"input {index} is {constant.Array}; expected whole numbers"),
    };

    private ConstantValue Whole(long[] numbers, bool scalar, int index) => new(
        index < node.Inputs.Count ? node.Inputs[index] : "",
        scalar ? NdArray.From<long>(numbers) : NdArray.From<long>(numbers, numbers.Length));
}
