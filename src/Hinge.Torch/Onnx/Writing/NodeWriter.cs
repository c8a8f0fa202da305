using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Torch.Graphs;
using Hinge.Torch.Graphs.Shapes;
using Hinge.Torch.Onnx.Reading;

namespace Hinge.Torch.Onnx.Writing;

/// <summary>One node of a graph while it becomes nodes of ONNX, the last of which bears its name.</summary>
/// <param name="settings">Its settings and weights.</param>
/// <param name="model">The model.</param>
internal sealed class NodeWriter(NodeBuilder settings, ModelWriter model)
{
    /// <summary>Settings and weights.</summary>
    public NodeBuilder Settings => settings;

    /// <summary>The node.</summary>
    public GraphNode Node => settings.Node;

    /// <summary>Version of the operators.</summary>
    public int Opset => model.Opset;

    /// <summary>The first input.</summary>
    public string Input => Node.Inputs[0];

    /// <summary>Shape of the first input, the batch first.</summary>
    public Extent[] Shape => model.Shape(Input);

    /// <summary>Adds the node that gives the result.</summary>
    public void Emit(string op, IReadOnlyList<string> inputs, params (string, OnnxAttribute?)[] attributes) =>
        model.Add(op, inputs, [Node.Name], Node.Name, attributes);

    /// <summary>Adds the node that gives all results.</summary>
    public void EmitAll(
        string op, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs,
        params (string, OnnxAttribute?)[] attributes) => model.Add(op, inputs, outputs, Node.Name, attributes);

    /// <summary>Adds a node before it.</summary>
    /// <returns>The name of its result.</returns>
    public string Before(string op, IReadOnlyList<string> inputs, params (string, OnnxAttribute?)[] attributes)
    {
        string name = model.NewName($"{Node.Name}/{op}");
        model.Add(op, inputs, [name], name, attributes);
        return name;
    }

    /// <summary>A name of a further result of a node before it.</summary>
    public string NewName(string part) => model.NewName($"{Node.Name}/{part}");

    /// <summary>Adds a node of several results before it.</summary>
    public void BeforeAll(
        string op, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs,
        params (string, OnnxAttribute?)[] attributes) =>
        model.Add(op, inputs, outputs, model.NewName($"{Node.Name}/{op}"), attributes);

    /// <summary>A tensor of the graph's file.</summary>
    public string Weight(string part) => model.Weight(Node.Weights[part], settings.Weight(part));

    /// <summary>A tensor of the graph's file, changed.</summary>
    public string Weight(string part, string suffix, Func<NdArray, NdArray> change) =>
        model.Weight(Node.Weights[part] + suffix, change(settings.Weight(part)));

    /// <summary>A tensor of the graph's file, or one of so many equal numbers where the node names none.</summary>
    public string WeightOr(string part, double value, params long[] shape)
    {
        if (settings.Has(part))
            return Weight(part);
        double[] values = new double[shape.Aggregate(1L, (product, extent) => product * extent)];
        Array.Fill(values, value);
        return model.Constant(NewName(part), ConstantFolding.Convert(NdArray.From<double>(values, shape), model.Type));
    }

    /// <summary>A number as a tensor of the network's type.</summary>
    public string Scalar(string part, double value)
    {
        Exact(part, value);
        return model.Constant(
            $"{Node.Name}/{part}", ConstantFolding.Convert(NdArray.From<double>([value]), model.Type));
    }

    /// <summary>Whole numbers as a tensor.</summary>
    public string Whole(string part, params long[] values) =>
        model.Constant($"{Node.Name}/{part}", NdArray.From<long>(values, values.Length));

    /// <summary>Numbers of single precision as a tensor, whatever the network's type.</summary>
    public string Singles(string part, params double[] values)
    {
        float[] singles = [.. values.Select(value => (float)value)];
        if (!singles.Select(single => (double)single).SequenceEqual(values))
        {
            throw settings.Wrong(
                $"{part} {string.Join(", ", values)} is not exact in single precision, as ONNX has it");
        }
        return model.Constant($"{Node.Name}/{part}", NdArray.From<float>(singles, singles.Length));
    }

    /// <summary>A number as an attribute, which ONNX keeps in single precision.</summary>
    public OnnxAttribute Number(string name, double value)
    {
        float single = (float)value;
        if (model.Type == ElementType.Float64 && Decimals.Shortest(single) != value)
            throw settings.Wrong($"{name} {value} has more digits than ONNX keeps; expected at most 7");
        return single;
    }

    /// <summary>A refusal that names the node.</summary>
    public InputException Wrong(string what) => settings.Wrong(what);

    private void Exact(string part, double value)
    {
        if (!double.IsFinite(model.Type == ElementType.Float32 ? (float)value : value))
            throw settings.Wrong($"{part} {value} is too large for {model.Type}");
    }
}
