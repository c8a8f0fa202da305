using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Torch.Graphs;
using Hinge.Torch.Onnx;
using Hinge.Torch.Tensors;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Onnx;

/// <summary>The same model run by ONNX Runtime and by a graph's module, in single precision.</summary>
internal static class Oracle
{
    /// <summary>What ONNX Runtime gives.</summary>
    public static NdArray Run(byte[] model, NdArray input)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(model, options);
        using OrtValue x = OrtValue.CreateTensorValueFromMemory(input.ToSingles(), [.. input.Shape]);
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> results =
            session.Run(run, [session.InputNames[0]], [x], [session.OutputNames[0]]);
        return NdArray.From(results[0].GetTensorDataAsSpan<float>(), results[0].GetTensorTypeAndShape().Shape);
    }

    /// <summary>What the graph's module gives.</summary>
    public static NdArray Module(OnnxNetwork network, NdArray input, ScalarType type = ScalarType.Float32)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        using GraphModule net = new(network.Graph, network.Weights, type);
        using Tensor stored = input.ToTensor();
        return net.call(stored.to(type)).ToNdArray();
    }

    /// <summary>Reads the model, runs it both ways and compares.</summary>
    public static OnnxNetwork Agrees(byte[] model, NdArray input, double tolerance = 1e-5)
    {
        NdArray expected = Run(model, input);
        OnnxNetwork network = OnnxReader.Read(OnnxFile.Read(model, "net.onnx"), "net.onnx");
        NdArray found = Module(network, input);
        Assert.Equal(expected.Shape, found.Shape);
        Assert.InRange(Difference(expected, found), 0, tolerance);
        return network;
    }

    /// <summary>Largest difference, relative where values are beyond 1.</summary>
    public static double Difference(NdArray expected, NdArray found) => expected.ToDoubles().Zip(found.ToDoubles())
        .Select(pair => Math.Abs(pair.First - pair.Second) / Math.Max(1, Math.Abs(pair.First))).DefaultIfEmpty().Max();
}
