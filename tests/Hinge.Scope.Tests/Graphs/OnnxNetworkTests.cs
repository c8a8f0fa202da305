using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Core.Randomness;
using Hinge.Scope.Certificates;
using Hinge.Testing.Samples;
using Hinge.Torch.Graphs;
using Hinge.Torch.Onnx;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Graphs;

/// <summary>Networks read from ONNX files are explained like any other: E1 and E3 of the specification's §18.</summary>
[NoLeak]
public sealed class OnnxNetworkTests
{
    private const double Completeness = 1e-13, Adjoint = 1e-14;

    public static TheoryData<string> Samples() => [.. SampleGraphs.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Written_and_read_again_they_are_explained(string name)
    {
        (Graph graph, Dictionary<string, NdArray> weights, long[] shape) = SampleGraphs.Make(name);
        OnnxModel model = OnnxFile.Read(OnnxFile.ToBytes(OnnxWriter.ToModel(graph, weights)), "net.onnx");
        using DisposeScope scope = NewDisposeScope();
        Tensor x = RandomTensors.Gaussian([1, .. shape], ScalarType.Float64, new RandomStream(2));
        Explain(OnnxReader.Read(model, "net.onnx"), x);
    }

    [Theory]
    [InlineData("mnist-8", "mnist8_onnx", 28)]
    [InlineData("super_resolution", "super_resolution_onnx", 24)]
    public void Published_files_are_explained(string file, string reference, int size)
    {
        OnnxNetwork network = OnnxReader.Read(SharedData.Path($"scope/formats/{file}.onnx"));
        NdArray stored = NpzFile.Read(SharedData.Path($"scope/reference/{reference}.npz"), "x");
        using DisposeScope scope = NewDisposeScope();
        Tensor whole = stored.ToTensor().to(ScalarType.Float64);
        Explain(network, whole.slice(2, 0, size, 1).slice(3, 0, size, 1).contiguous());
    }

    private static void Explain(OnnxNetwork network, Tensor x)
    {
        using GraphModule net = new(network.Graph, network.Weights, ScalarType.Float64);
        using LinearScope lens = LinearScope.Attach(net);
        using Interpreter at = lens.Freeze(x);
        Certificate certificate = at.Certify(pairs: 10);
        Assert.InRange(certificate.Completeness, 0, Completeness);
        Assert.InRange(certificate.Adjoint, 0, Adjoint);
    }
}
