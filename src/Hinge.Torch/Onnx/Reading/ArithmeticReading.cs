using Hinge.Core.Formats;
using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>Sums, products, maxima of values, constants and sizes.</summary>
internal static class ArithmeticReading
{
    public static ReadValue Add(NodeReader node)
    {
        if (node.IsConstant)
            return ConstantFolding.Arithmetic(node, '+');
        (DataValue x, ReadValue other, _) = Operands(node);
        if (other is DataValue second)
            return node.Emit("add", [x, second], []);
        ConstantValue constant = Broadcast(node, x, (ConstantValue)other);
        return LinearReading.WithBias(node, x, constant) ?? Added(node, x, constant);
    }

    public static ReadValue Subtract(NodeReader node)
    {
        if (node.IsConstant)
            return ConstantFolding.Arithmetic(node, '-');
        (DataValue x, ReadValue other, bool swapped) = Operands(node);
        if (other is DataValue second)
            return node.Emit("sub", [x, second], []);
        ConstantValue constant = Broadcast(node, x, (ConstantValue)other);
        return swapped
            ? Added(node, node.Emit("scale", x, ("factor", -1.0)), constant)
            : Added(node, x, node.Derived(constant, $"{constant.Name}.negated", ConstantFolding.Negate));
    }

    public static ReadValue Multiply(NodeReader node)
    {
        if (node.IsConstant)
            return ConstantFolding.Arithmetic(node, '*');
        (DataValue x, ReadValue other, _) = Operands(node);
        if (other is DataValue second)
            return Gated(node, x, second) ?? Gated(node, second, x) ?? node.Emit("gate", [x, second], []);
        return Scaled(node, x, Broadcast(node, x, (ConstantValue)other), "factor");
    }

    public static ReadValue Divide(NodeReader node)
    {
        if (node.IsConstant)
            return ConstantFolding.Arithmetic(node, '/');
        ConstantValue divisor = Broadcast(node, node.Data(0), node.Constant(1));
        return Array.IndexOf(divisor.Array.ToDoubles(), 0) < 0
            ? Scaled(node, node.Data(0), divisor, "divisor")
            : throw node.Wrong($"divisor {Printable.Text(divisor.Name)} holds a zero");
    }

    public static ReadValue Negate(NodeReader node) => node.Value(0) is ConstantValue constant
        ? node.Computed(ConstantFolding.Negate(constant.Array))
        : node.Emit("scale", node.Data(0), ("factor", -1.0));

    public static ReadValue Sum(NodeReader node) => node.InputCount == 1
        ? node.Data(0)
        : node.Emit("add", [.. Enumerable.Range(0, node.InputCount).Select(index => node.Data(index))], []);

    public static ReadValue Maximum(NodeReader node)
    {
        if (node.InputCount == 1)
            return node.Data(0);
        if (node.InputCount == 2 && Enumerable.Range(0, 2).Any(index => node.Value(index) is not DataValue))
            return Bounded(node, "low");
        DataValue[] all = [.. Enumerable.Range(0, node.InputCount).Select(index => node.Data(index))];
        return all.All(other => other.Shape.Length == all[0].Shape.Length
                && other.Shape.Zip(all[0].Shape).All(pair => pair.First.Number == pair.Second.Number))
            ? node.Emit("channel-max", all, [])
            : throw node.Wrong("inputs of different shapes: "
                + string.Join(", ", all.Select(value => Extent.Describe(value.Shape))));
    }

    public static ReadValue Minimum(NodeReader node) => node.InputCount == 2
        ? Bounded(node, "high")
        : throw node.Wrong($"{node.InputCount} inputs; expected a computed one and a number");

    public static ReadValue Power(NodeReader node) => node.Scalar(1) switch
    {
        1 => node.Data(0),
        2 => node.Emit("gate", [node.Data(0), node.Data(0)], []),
        var other => throw node.Wrong($"exponent {other}; expected 1 or 2"),
    };

    private static (DataValue Data, ReadValue Other, bool Swapped) Operands(NodeReader node) =>
        node.Value(0) is DataValue
            ? (node.Data(0), node.Value(1) is DataValue ? node.Data(1) : node.Constant(1), false)
            : (node.Data(1), node.Constant(0), true);

    private static DataValue Bounded(NodeReader node, string bound)
    {
        int index = node.Value(0) is DataValue ? 0 : 1;
        return node.Emit("clamp", node.Data(index), (bound, node.Scalar(1 - index)!.Value));
    }

    private static DataValue Added(NodeReader node, DataValue x, ConstantValue constant) =>
        Number(constant) is { } number
            ? node.Emit("constant-add", x, ("value", number))
            : node.Emit("constant-add", [x], [("value", constant)]);

    private static DataValue Scaled(NodeReader node, DataValue x, ConstantValue constant, string part) =>
        Number(constant) is { } number
            ? node.Emit("scale", x, (part, number))
            : node.Emit("scale", [x], [(part, constant)]);

    private static double? Number(ConstantValue constant) =>
        constant.Array.Length == 1 && constant.Array.ToDoubles()[0] is var number && double.IsFinite(number)
            ? number
            : null;

    // x · sigmoid(x), x · hardsigmoid(x), x · tanh(softplus(x)): units of their own in graphs.
    private static DataValue? Gated(NodeReader node, DataValue x, DataValue gate)
    {
        if (gate.Inputs is not [DataValue inner])
            return null;
        bool direct = inner.Name == x.Name;
        return gate.IsPlain("sigmoid") && direct ? node.Emit("silu", x)
            : gate.IsPlain("hard-sigmoid") && direct ? node.Emit("hard-swish", x)
            : gate.IsPlain("tanh") && inner.IsPlain("softplus") && inner.Inputs[0].Name == x.Name ? node.Emit("mish", x)
            : null;
    }

    // A constant may be repeated over the samples and positions of a value, not the value over a constant's.
    private static ConstantValue Broadcast(NodeReader node, DataValue x, ConstantValue constant)
    {
        IReadOnlyList<long> shape = constant.Array.Shape;
        int missing = x.Shape.Length - shape.Count;
        bool fits = missing >= 0 && shape.Select((extent, axis) => extent == 1
            || (axis + missing > 0 && (x.Shape[axis + missing].Number ?? extent) == extent)).All(one => one);
        return fits && constant.Array.Length > 0
            ? constant
            : throw node.Wrong($"constant {Printable.Text(constant.Name)} is {constant.Array}; expected one that "
                + $"fits every sample of {Extent.Describe(x.Shape)}");
    }
}
