using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Core.Randomness;

namespace Hinge.Torch.Tests.Onnx;

/// <summary>Small models, as exporters write them.</summary>
internal sealed class OnnxModels
{
    private readonly Dictionary<string, NdArray> _constants = new(StringComparer.Ordinal);
    private readonly List<OnnxNode> _nodes = [];
    private readonly RandomStream _random = new(4);

    /// <summary>Adds a node; its results are called by <paramref name="outputs"/>, separated by blanks.</summary>
    public OnnxModels Node(string op, string inputs, string outputs,
        params (string Name, OnnxAttribute Value)[] attributes)
    {
        _nodes.Add(new OnnxNode(op, inputs.Length == 0 ? [] : inputs.Split(' '), outputs.Split(' '))
        {
            Name = outputs.Split(' ')[0],
            Attributes = attributes.ToDictionary(pair => pair.Name, pair => pair.Value),
        });
        return this;
    }

    public OnnxModels Whole(string name, params long[] values)
    {
        _constants.Add(name, NdArray.From<long>(values, values.Length));
        return this;
    }

    public OnnxModels Index(string name, long value)
    {
        _constants.Add(name, NdArray.From<long>([value]));
        return this;
    }

    public OnnxModels Singles(string name, float[] values, params long[] shape)
    {
        _constants.Add(name, NdArray.From<float>(values, shape));
        return this;
    }

    /// <summary>Random numbers between −0.5 and 0.5.</summary>
    public OnnxModels Random(string name, params long[] shape)
    {
        float[] values = new float[shape.Aggregate(1L, (product, extent) => product * extent)];
        _random.FillUniform(values, -0.5f, 0.5f);
        return Singles(name, values, shape);
    }

    /// <summary>The model whose output is <c>y</c>; extents of 0 and below are not known.</summary>
    public OnnxModel Build(long opset, params long[] input) => new(
        new OnnxGraph(
            "g", _nodes, [new OnnxValue("x", ElementType.Float32, [.. input.Select((extent, axis) =>
                new OnnxDimension(extent > 0 ? extent : null, extent > 0 ? null : $"axis{axis}"))])],
            [new OnnxValue("y", ElementType.Float32, null)], _constants),
        new Dictionary<string, long> { [""] = opset }) { IrVersion = 8 };

    /// <summary>Random input for it.</summary>
    public static NdArray Input(params long[] shape)
    {
        double[] values = new double[shape.Aggregate(1L, (product, extent) => product * extent)];
        new RandomStream(12).FillGaussian(values);
        return NdArray.From<float>([.. values.Select(value => (float)value)], shape);
    }
}
