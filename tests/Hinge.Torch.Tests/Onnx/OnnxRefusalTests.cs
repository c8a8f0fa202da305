using Hinge.Core;
using Hinge.Core.Formats.Onnx;
using Hinge.Testing;
using Hinge.Testing.Samples;
using Hinge.Torch.Onnx;

namespace Hinge.Torch.Tests.Onnx;

/// <summary>What is not supported is refused by node and operator, before anything is built (§14 of the specification).
/// </summary>
public sealed class OnnxRefusalTests
{
    private static readonly Dictionary<string, (OnnxModel Model, string Message)> s_refused = new()
    {
        ["operator"] = (new OnnxModels().Node("Einsum", "x", "y").Build(13, 0, 3),
            "node y (Einsum): operator Einsum is not supported"),
        ["old set"] = (new OnnxModels().Node("Relu", "x", "y").Build(7, 0, 3), "operator set 7; expected 8 to 21"),
        ["new set"] = (new OnnxModels().Node("Relu", "x", "y").Build(22, 0, 3), "operator set 22; expected 8 to 21"),
        ["too early"] = (new OnnxModels().Node("Mish", "x", "y").Build(17, 0, 3),
            "node y (Mish): no such operator in set 17; it comes with 18"),
        ["attribute"] = (new OnnxModels().Node("Relu", "x", "y", ("alpha", 1f)).Build(13, 0, 3),
            "node y (Relu): attribute alpha = 1 is not supported"),
        ["attribute of another kind"] = (new OnnxModels().Node("LeakyRelu", "x", "y", ("alpha", 1)).Build(13, 0, 3),
            "node y (LeakyRelu): attribute alpha = 1; expected Float"),
        ["input"] = (new OnnxModels().Whole("q", 1).Node("Relu", "x q", "y").Build(13, 0, 3),
            "node y (Relu): input 1 is not supported"),
        ["no such value"] = (new OnnxModels().Node("Relu", "z", "y").Build(13, 0, 3),
            "the output depends on 0 inputs (); expected one"),
        ["not before"] = (new OnnxModels().Node("Add", "x b", "y").Node("Relu", "x", "b").Build(13, 0, 3),
            "node y (Add): takes b, which node b (Relu) does not give before it"),
        ["mask of a dropout"] = (new OnnxModels().Node("Dropout", "x", "a m").Node("Add", "a m", "y").Build(13, 0, 3),
            "node y (Add): takes m, which node a (Dropout) does not give before it"),
        ["dynamic shape"] = (new OnnxModels().Whole("two", 2).Whole("end", 4).Whole("front", 0, 2, 2)
            .Node("Shape", "x", "s").Node("Slice", "s two end", "hw").Node("Concat", "front hw", "to", ("axis", 0))
            .Node("Reshape", "x to", "a").Node("Relu", "a", "y").Build(13, 0, 4, 0, 0),
                "node y (Relu): [batch, 2, 2, ?, ?]: a shape that depends on the input's size"),
        ["batch in a reshape"] = (new OnnxModels().Whole("s", -1, 2).Node("Reshape", "x s", "y").Build(13, 0, 4),
            "node y (Reshape): [batch, 4] to [-1, 2]; expected a shape that leaves the batch as it is"),
        ["batch transposed"] = (new OnnxModels().Node("Transpose", "x", "y").Build(13, 0, 4),
            "node y (Transpose): perm is 1; expected the batch first"),
        ["two computed factors"] = (new OnnxModels().Node("MatMul", "x x", "y").Build(13, 0, 4),
            "node y (MatMul): input 1 is computed by the network; expected a constant"),
        ["softmax before 13"] = (new OnnxModels().Node("Softmax", "x", "y").Build(11, 0, 4, 2, 2),
            "node y (Softmax): axis 1 of [batch, 4, 2, 2] before operator set 13; expected the last"),
        ["positions"] = (new OnnxModels().Singles("s", [1, 1, 2, 2], 4)
            .Node("Resize", "x  s", "y", ("mode", "linear"), ("coordinate_transformation_mode", "asymmetric"))
            .Build(13, 0, 1, 4, 4),
                "node y (Resize): coordinate_transformation_mode is asymmetric; expected half_pixel"),
        ["channels"] = (new OnnxModels().Random("w", 4, 3, 3, 3).Node("Conv", "x w", "y").Build(13, 0, 2, 8, 8),
            "node y (Conv): given [batch, 2, 8, 8]; expected 3 channels"),
        ["too small"] = (new OnnxModels().Random("w", 4, 2, 3, 3).Node("Conv", "x w", "y").Build(13, 0, 2, 2, 8),
            "node y (Conv): given [batch, 2, 2, 8], which is too small"),
        ["one dimension"] = (new OnnxModels().Random("w", 4, 2, 3).Node("Conv", "x w", "y").Build(13, 0, 2, 8),
            "node y (Conv): given 3 dimensions and a weight of Float32 [4, 2, 3]; expected pictures"),
        ["constant that enlarges"] = (new OnnxModels().Random("c", 5, 1, 1).Node("Add", "x c", "y")
            .Build(13, 0, 1, 8, 8),
            "node y (Add): constant c is Float32 [5, 1, 1]; expected one that fits every sample of [batch, 1, 8, 8]"),
        ["graph as attribute"] = (new OnnxModels().Node("Constant", "", "c").Node("Add", "x c", "y").Build(13, 0, 1),
            "node c (Constant): holds no tensor and no numbers"),
        ["cast"] = (new OnnxModels().Node("Cast", "x", "y", ("to", 10)).Build(13, 0, 1),
            "node y (Cast): to Float16; expected Float32, the network's own"),
        ["other GELU"] = (new OnnxModels().Node("Gelu", "x", "y", ("approximate", "tanh")).Build(20, 0, 1),
            "node y (Gelu): approximate is tanh; expected none"),
        ["no batch"] = (new OnnxModels().Node("Relu", "x", "y").Build(13, 5),
            "input x has 1 dimensions; expected the batch and at least one more"),
        ["constants that grow"] = (new OnnxModels().Random("a", 9000, 1).Random("b", 1, 9000).Node("Add", "a b", "c")
            .Node("Add", "x c", "y").Build(13, 0, 1), "node c (Add): a constant of 324000000 bytes, made from Float32"),
        ["sizes that grow"] = (Doubled("Concat", 14), "node s12 (Concat): more than 4096 sizes"),
        ["powers that grow"] = (Doubled("Mul", 30), "node s7 (Mul): sizes beyond 64 bits"),
        ["sizes beyond 64 bits"] = (new OnnxModels().Node("Flatten", "x", "y")
            .Build(13, 0, 1 << 30, 1 << 30, 1 << 30), "node y (Flatten): sizes beyond 64 bits"),
    };

    public static TheoryData<string> Cases() => [.. s_refused.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Refusals_name_node_and_operator(string name)
    {
        (OnnxModel model, string message) = s_refused[name];
        InputException refusal = Assert.Throws<InputException>(() => OnnxReader.Read(model, "net.onnx"));
        Assert.StartsWith($"net.onnx: {message}", refusal.Message);
    }

    private static OnnxModel Doubled(string op, int times)
    {
        OnnxModels model = new OnnxModels().Node("Shape", "x", "s0");
        for (int i = 1; i <= times; i++)
        {
            if (op == "Concat")
                model.Node(op, $"s{i - 1} s{i - 1}", $"s{i}", ("axis", 0));
            else
                model.Node(op, $"s{i - 1} s{i - 1}", $"s{i}");
        }
        return model.Node("Reshape", $"x s{times}", "y").Build(13, 0, 1);
    }

    [Fact]
    public void One_of_several_outputs_is_asked_for()
    {
        OnnxModel model = new OnnxModels().Node("Relu", "x", "y").Node("Abs", "y", "z").Build(13, 0, 3);
        model = model with { Graph = model.Graph with { Outputs = [.. model.Graph.Outputs,
            new OnnxValue("z", null, null)] } };
        InputException refusal = Assert.Throws<InputException>(() => OnnxReader.Read(model, "net.onnx"));
        Assert.Equal("net.onnx: 2 outputs: y, z; expected to be told which", refusal.Message);
        Assert.Equal(["relu"], OnnxReader.Read(model, "net.onnx", "y").Graph.Nodes.Select(node => node.Op));
        Assert.Equal(["relu", "abs"], OnnxReader.Read(model, "net.onnx", "z").Graph.Nodes.Select(node => node.Op));
    }

    [Fact]
    public void Damaged_files_are_refused_or_read()
    {
        byte[][] files =
        [
            .. SampleGraphs.All.Select(sample => SampleGraphs.Make(sample.Name))
                .Select(made => OnnxFile.ToBytes(OnnxWriter.ToModel(made.Graph, made.Weights))),
        ];
        ReaderFuzz.Hold(files, bytes => OnnxReader.Read(OnnxFile.Read(bytes, "net.onnx"), "net.onnx"));
    }
}
