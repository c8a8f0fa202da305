using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Export;

/// <summary>
/// A policy as an ONNX file (specification §9): input <c>observation</c> [N, 18 + 4 H], output <c>action</c> [N, 4];
/// each layer is a Gemm (B transposed) with fast_tanh as Clip, Mul, Add, Div. Weights are named as in
/// <see cref="SafetensorsPolicy"/>; the metadata hold the same card. Operator set 13.
/// </summary>
public static class OnnxPolicy
{
    private const int Opset = 13;

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="policy">The policy.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, Policy policy) => OnnxFile.Write(path, Model(policy));

    /// <summary>The bytes of the file.</summary>
    /// <param name="policy">The policy.</param>
    public static byte[] ToBytes(Policy policy) => OnnxFile.ToBytes(Model(policy));

    private static OnnxModel Model(Policy policy)
    {
        Dictionary<string, NdArray> constants = SafetensorsPolicy.Tensors(policy);
        foreach ((string name, float value) in new[] { ("low", -3f), ("high", 3f), ("nine", 9f), ("scale", 27f) })
            constants[name] = NdArray.From<float>([value]);
        List<OnnxNode> nodes = [];
        string input = "observation";
        foreach (int layer in new[] { 0, 2, 4 })
        {
            string output = layer == 4 ? "action" : $"hidden{layer}";
            nodes.AddRange(Layer(layer, input, output));
            input = output;
        }
        OnnxGraph graph = new(
            "policy", nodes, [Value("observation", policy.Inputs)], [Value("action", Drone.RotorCount)], constants);
        return new(graph, new Dictionary<string, long> { [""] = Opset })
        {
            Producer = "Hinge",
            Metadata = SafetensorsPolicy.Metadata(policy),
        };
    }

    // x (27 + x²) / (27 + 9 x²), x clamped to [-3, 3].
    private static OnnxNode[] Layer(int layer, string input, string output)
    {
        string sum = $"sum{layer}", x = $"clipped{layer}", square = $"square{layer}", upper = $"upper{layer}";
        string product = $"product{layer}", scaled = $"scaled{layer}", lower = $"lower{layer}";
        return
        [
            new("Gemm", [input, $"actor.{layer}.weight", $"actor.{layer}.bias"], [sum])
            {
                Attributes = new Dictionary<string, OnnxAttribute> { ["transB"] = 1L },
            },
            new("Clip", [sum, "low", "high"], [x]),
            new("Mul", [x, x], [square]),
            new("Add", ["scale", square], [upper]),
            new("Mul", [x, upper], [product]),
            new("Mul", ["nine", square], [scaled]),
            new("Add", ["scale", scaled], [lower]),
            new("Div", [product, lower], [output]),
        ];
    }

    private static OnnxValue Value(string name, int width) =>
        new(name, ElementType.Float32, [new OnnxDimension(null, "N"), new OnnxDimension(width)]);
}
