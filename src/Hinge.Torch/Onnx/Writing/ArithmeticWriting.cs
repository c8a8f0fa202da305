namespace Hinge.Torch.Onnx.Writing;

/// <summary>Products and sums with constants, maxima.</summary>
internal static class ArithmeticWriting
{
    public static void Scale(NodeWriter node)
    {
        bool divides = node.Settings.Has("divisor") || node.Settings.HasAttribute("divisor");
        node.Emit(divides ? "Div" : "Mul", [node.Input, Operand(node, divides ? "divisor" : "factor")]);
    }

    public static void AddConstant(NodeWriter node) => node.Emit("Add", [node.Input, Operand(node, "value")]);

    public static void ChannelMaximum(NodeWriter node)
    {
        if (node.Node.Inputs.Count > 1)
        {
            node.Emit("Max", node.Node.Inputs);
            return;
        }
        long pieces = node.Settings.Integer("pieces", 0, 0);
        if (pieces == 1)
        {
            node.Emit("Identity", [node.Input]);
        }
        else if (pieces > 1)
        {
            if (pieces > Graphs.GraphOperation.MostParts)
                throw node.Wrong($"pieces is {pieces}; expected at most {Graphs.GraphOperation.MostParts}");
            string[] parts = [.. Enumerable.Range(0, (int)pieces).Select(part => node.NewName($"piece{part}"))];
            node.BeforeAll("Split", [node.Input], parts, ("axis", 1L),
                ("num_outputs", node.Opset < 18 ? null : pieces));
            node.Emit("Max", parts);
        }
        else if (node.Opset < 18)
        {
            node.Emit("ReduceMax", [node.Input], ("axes", new long[] { 1 }), ("keepdims", 1L));
        }
        else
        {
            node.Emit("ReduceMax", [node.Input, node.Whole("axes", 1)], ("keepdims", 1L));
        }
    }

    private static string Operand(NodeWriter node, string part) =>
        node.Settings.Has(part) ? node.Weight(part) : node.Scalar(part, node.Settings.Number(part));
}
