using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Testing;
using Hinge.Torch.Onnx;
using Hinge.Torch.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Hinge.Torch.Tests.Onnx;

/// <summary>Published files against the same networks written out by hand from their initialisers, against stored
/// results of an independent implementation, and against ONNX Runtime (X5 of the specification's §18).</summary>
[NoLeak]
public sealed class HandedOnnxTests
{
    [Theory]
    [InlineData(ScalarType.Float64, 1e-9)]
    [InlineData(ScalarType.Float32, 1e-5)]
    public void Super_resolution_equals_its_layers_by_hand(ScalarType type, double tolerance) =>
        Compare("super_resolution", "super_resolution_onnx", type, tolerance, (x, w) =>
        {
            Tensor a = F.conv2d(x, w("conv1.weight"), w("conv1.bias"), [1, 1], [2, 2]).relu();
            Tensor b = F.conv2d(a, w("conv2.weight"), w("conv2.bias"), [1, 1], [1, 1]).relu();
            Tensor c = F.conv2d(b, w("conv3.weight"), w("conv3.bias"), [1, 1], [1, 1]).relu();
            return F.pixel_shuffle(F.conv2d(c, w("conv4.weight"), w("conv4.bias"), [1, 1], [1, 1]), 3);
        });

    [Theory]
    [InlineData(ScalarType.Float64, 1e-9)]
    [InlineData(ScalarType.Float32, 1e-5)]
    public void Digits_equal_their_layers_by_hand(ScalarType type, double tolerance) =>
        Compare("mnist-8", "mnist8_onnx", type, tolerance, (x, w) =>
        {
            Tensor a = F.conv2d(x, w("Parameter5"), null, [1, 1], [2, 2]) + w("Parameter6");
            Tensor b = F.conv2d(F.max_pool2d(a.relu(), [2, 2], [2, 2]), w("Parameter87"), null, [1, 1], [2, 2]);
            Tensor c = F.max_pool2d((b + w("Parameter88")).relu(), [3, 3], [3, 3]).flatten(1);
            return c.matmul(w("Parameter193").reshape(256, 10)) + w("Parameter194");
        });

    [Fact]
    public void The_pixel_shuffle_of_super_resolution_is_one_node()
    {
        OnnxNetwork network = OnnxReader.Read(SharedData.Path("scope/formats/super_resolution.onnx"));
        Assert.Equal(
            ["conv", "relu", "conv", "relu", "conv", "relu", "conv", "pixel-shuffle"],
            network.Graph.Nodes.Select(node => node.Op));
        Assert.Equal([1, 224, 224], network.Graph.Input.Shape);
    }

    private static void Compare(
        string file, string reference, ScalarType type, double tolerance,
        Func<Tensor, Func<string, Tensor>, Tensor> byHand)
    {
        string path = SharedData.Path($"scope/formats/{file}.onnx");
        IReadOnlyDictionary<string, NdArray> stored = NpzFile.Read(SharedData.Path($"scope/reference/{reference}.npz"));
        IReadOnlyDictionary<string, NdArray> initialisers = OnnxFile.Read(path).Graph.Initialisers;
        NdArray x = stored["x"];
        NdArray found = Oracle.Module(OnnxReader.Read(path), x, type);
        using (DisposeScope scope = NewDisposeScope())
        {
            using IDisposable frozen = no_grad();
            NdArray expected = byHand(x.ToTensor().to(type), name => initialisers[name].ToTensor().to(type))
                .ToNdArray();
            Assert.Equal(expected.Shape, found.Shape);
            Assert.InRange(Oracle.Difference(expected, found), 0, tolerance);
        }
        if (file == "mnist-8")
            Assert.InRange(Oracle.Difference(stored["y"], found), 0, tolerance);
        else
            CompareCrop(stored, found, tolerance);
        if (type == ScalarType.Float32)
            Assert.InRange(Oracle.Difference(Oracle.Run(File.ReadAllBytes(path), x), found), 0, tolerance);
    }

    private static void CompareCrop(IReadOnlyDictionary<string, NdArray> stored, NdArray found, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] origin = stored["crop_origin"].ToDoubles();
        NdArray crop = stored["y_crop"];
        Tensor part = found.ToTensor().slice(2, (long)origin[^2], (long)origin[^2] + 64, 1)
            .slice(3, (long)origin[^1], (long)origin[^1] + 64, 1).reshape([.. crop.Shape]);
        Assert.InRange(Oracle.Difference(crop, part.ToNdArray()), 0, tolerance);
    }
}
