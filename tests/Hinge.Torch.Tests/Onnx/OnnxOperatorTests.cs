using Hinge.Core.Formats.Onnx;
using Hinge.Testing;
using Hinge.Torch.Onnx;

namespace Hinge.Torch.Tests.Onnx;

/// <summary>Forms of operators that our own writer does not use, against ONNX Runtime.</summary>
[NoLeak]
public sealed class OnnxOperatorTests
{
    private static readonly Dictionary<string, (OnnxModels Model, long Opset, long[] Input, long[] Run,
        string Ops)> s_forms =
        new()
        {
            ["shuffle of any size, sizes computed"] = (Shuffled(), 13, [0, 8, 0, 0], [2, 8, 3, 5], "pixel-shuffle"),
            ["unshuffle by reshaping"] = (new OnnxModels()
                .Whole("s", 1, 2, 3, 2, 2, 2).Node("Reshape", "x s", "a")
                .Node("Transpose", "a", "b", ("perm", new long[] { 0, 1, 3, 5, 2, 4 }))
                .Whole("t", 1, 8, 3, 2).Node("Reshape", "b t", "y"), 9, [1, 2, 6, 4], [1, 2, 6, 4], "pixel-unshuffle"),
            ["depth first shuffle of set 8"] =
                (new OnnxModels().Node("DepthToSpace", "x", "y", ("blocksize", 2)), 8, [1, 8, 3, 4], [1, 8, 3, 4],
                    "pixel-shuffle"),
            ["space to depth"] =
                (new OnnxModels().Node("SpaceToDepth", "x", "y", ("blocksize", 2)), 13, [0, 3, 0, 0], [2, 3, 4, 6],
                    "pixel-unshuffle"),
            ["channel shuffle"] = (new OnnxModels()
                .Whole("s", 0, 2, 3, 4, 5).Node("Reshape", "x s", "a")
                .Node("Transpose", "a", "b", ("perm", new long[] { 0, 2, 1, 3, 4 }))
                .Whole("t", -1, 6, 4, 5).Node("Reshape", "b t", "y"), 14, [0, 6, 4, 5], [2, 6, 4, 5],
                    "reshape transpose reshape"),
            ["upsample with scales as input"] = (new OnnxModels().Singles("s", [1, 1, 2, 3], 4)
                .Node("Upsample", "x s", "y", ("mode", "nearest")), 9, [1, 2, 3, 4], [1, 2, 3, 4], "resize"),
            ["upsample with scales as attribute"] = (new OnnxModels()
                .Node("Upsample", "x", "y", ("mode", "nearest"), ("scales", new float[] { 1, 1, 2, 2 })), 8,
                    [1, 2, 3, 4], [1, 2, 3, 4], "resize"),
            ["resize of set 10"] = (new OnnxModels().Singles("s", [1, 1, 1.5f, 2], 4)
                .Node("Resize", "x s", "y", ("mode", "nearest")), 10, [1, 2, 4, 4], [1, 2, 4, 4], "resize"),
            ["resize with half pixels"] = (new OnnxModels().Singles("s", [1, 1, 3, 2], 4).Singles("roi", [], 0)
                .Node("Resize", "x roi s", "y", ("mode", "nearest")), 11, [0, 2, 0, 0], [1, 2, 4, 5], "resize"),
            ["resize to twice the size, computed"] = (new OnnxModels()
                .Node("Shape", "x", "s").Whole("a", 0).Whole("b", 2).Whole("c", 4).Whole("two", 2)
                .Node("Slice", "s a b", "front").Node("Slice", "s b c", "back").Node("Mul", "back two", "twice")
                .Node("Concat", "front twice", "to", ("axis", 0))
                .Node("Resize", "x   to", "y", ("mode", "linear"),
                    ("coordinate_transformation_mode", "pytorch_half_pixel")),
                13, [0, 2, 0, 0], [2, 2, 3, 5], "resize"),
            ["resize cubic with corners"] = (new OnnxModels().Whole("to", 1, 2, 7, 9)
                .Node("Resize", "x   to", "y", ("mode", "cubic"), ("coordinate_transformation_mode", "align_corners")),
                13, [1, 2, 4, 5], [1, 2, 4, 5], "resize"),
            ["clip by attributes"] =
                (new OnnxModels().Node("Clip", "x", "y", ("min", 0f), ("max", 0.6f)), 10, [0, 3], [4, 3], "clamp"),
            ["clip from above"] = (new OnnxModels().Singles("h", [0.1f])
                .Node("Clip", "x  h", "y"), 13, [0, 3], [4, 3], "clamp"),
            ["bounds by minimum and maximum"] = (new OnnxModels().Singles("l", [-0.1f]).Singles("h", [0.4f], 1)
                .Node("Max", "x l", "a").Node("Min", "h a", "y"), 13, [0, 3], [4, 3], "clamp clamp"),
            ["pad by attributes"] = (new OnnxModels().Node("Pad", "x", "y", ("mode", "constant"),
                ("pads", new long[] { 0, 1, 1, 0, 0, 0, 2, 3 }), ("value", 0.5f)), 8, [1, 2, 3, 4], [1, 2, 3, 4],
                    "pad"),
            ["pad of some axes"] = (new OnnxModels().Whole("p", 1, 2, 0, 1).Whole("a", 3, 2)
                .Node("Pad", "x p  a", "y", ("mode", "reflect")), 18, [0, 2, 0, 0], [1, 2, 3, 4], "pad"),
            ["pads computed as PyTorch does"] = (Padded(), 11, [0, 2, 0, 0], [1, 2, 3, 4], "pad"),
            ["slice by attributes"] = (new OnnxModels().Node("Slice", "x", "y", ("starts", new long[] { 1, 0 }),
                ("ends", new long[] { long.MaxValue, -1 }), ("axes", new long[] { 2, 3 })), 8, [1, 2, 4, 5],
                    [1, 2, 4, 5], "slice slice"),
            ["slice with steps"] = (new OnnxModels().Whole("s", 1).Whole("e", 1000).Whole("a", -1).Whole("t", 2)
                .Node("Slice", "x s e a t", "y"), 13, [0, 2, 0, 0], [2, 2, 4, 5], "slice"),
            ["one channel taken"] = (new OnnxModels().Index("i", 1)
                .Node("Gather", "x i", "y", ("axis", 1)), 13, [0, 3, 4, 5], [2, 3, 4, 5], "slice reshape"),
            ["split by attribute"] = (new OnnxModels().Node("Split", "x", "a b", ("axis", 1),
                ("split", new long[] { 1, 3 }))
                .Node("Concat", "b a", "y", ("axis", 1)), 8, [0, 4, 2, 2], [2, 4, 2, 2], "split concat"),
            ["split with a smaller last part"] = (new OnnxModels()
                .Node("Split", "x", "a b c", ("axis", -3), ("num_outputs", 3))
                .Node("Concat", "c a", "y", ("axis", 1)), 18, [0, 5, 2, 2], [2, 5, 2, 2], "split concat"),
            ["softmax of set 11 over the last axis"] =
                (new OnnxModels().Node("Softmax", "x", "y", ("axis", 1)), 11, [0, 5], [2, 5], "softmax"),
            ["softmax of set 13 by default"] =
                (new OnnxModels().Node("LogSoftmax", "x", "y"), 13, [0, 3, 2, 5], [2, 3, 2, 5], "log-softmax"),
            ["units as products"] = (new OnnxModels()
                .Node("Sigmoid", "x", "s").Node("Mul", "s x", "a").Node("HardSigmoid", "a", "h", ("alpha", 1f / 6))
                .Node("Mul", "a h", "b").Node("Softplus", "b", "p").Node("Tanh", "p", "t").Node("Mul", "b t", "y"),
                13, [0, 3], [4, 3], "silu hard-swish mish"),
            ["hard sigmoid by default"] =
                (new OnnxModels().Node("HardSigmoid", "x", "y"), 8, [0, 3], [4, 3], "scale constant-add clamp"),
            ["squeeze and excitation"] = (new OnnxModels().Random("w", 2, 4, 1, 1)
                .Whole("axes", -1, -2).Node("ReduceMean", "x axes", "m", ("keepdims", 1)).Random("v", 4, 2, 1, 1)
                .Node("Conv", "m w", "a").Node("Relu", "a", "b").Node("Conv", "b v", "c").Node("Sigmoid", "c", "s")
                .Node("Mul", "x s", "y"), 18, [0, 4, 0, 0], [2, 4, 3, 5], "mean conv relu conv sigmoid gate"),
            ["mean, no dimensions kept"] = (new OnnxModels().Random("w", 4, 3).Random("c", 3)
                .Node("ReduceMean", "x", "m", ("axes", new long[] { 2, 3 }), ("keepdims", 0))
                .Node("Gemm", "m w c", "y"), 13, [0, 4, 0, 0], [2, 4, 3, 5], "mean flatten linear"),
            ["view by computed batch"] = (new OnnxModels().Random("w", 24, 3).Random("c", 1, 3)
                .Node("Shape", "x", "s").Index("zero", 0).Node("Gather", "s zero", "n", ("axis", 0))
                .Whole("at", 0).Node("Unsqueeze", "n at", "u").Whole("rest", -1)
                    .Node("Concat", "u rest", "to", ("axis", 0))
                .Node("Reshape", "x to", "f").Node("MatMul", "f w", "m").Node("Add", "c m", "y"),
                13, [0, 4, 2, 3], [2, 4, 2, 3], "flatten linear"),
            ["scaled product"] = (new OnnxModels().Random("w", 5, 3).Random("c", 5)
                .Node("Gemm", "x w c", "y", ("alpha", 0.25f), ("transB", 1)), 13, [0, 3], [4, 3],
                    "linear scale constant-add"),
            ["constants on either side"] = (new OnnxModels().Random("c", 3, 1, 1).Singles("two", [2])
                .Node("Sub", "c x", "a").Node("Sub", "a c", "b").Node("Mul", "two b", "d").Node("Div", "d two", "e")
                .Node("Neg", "e", "f").Node("Pow", "f two", "y"), 13, [0, 3, 0, 0], [2, 3, 2, 2],
                "scale constant-add constant-add scale scale scale gate"),
            ["constants of constants"] = (new OnnxModels().Random("a", 3, 1, 1).Random("b", 1, 1)
                .Node("Add", "a b", "c")
                .Node("Constant", "", "two", ("value_float", 2f)).Node("Mul", "c two", "d").Node("Neg", "d", "e")
                .Node("Dropout", "x", "z").Node("Add", "e z", "y"), 12, [0, 3, 0, 0], [2, 3, 2, 2], "constant-add"),
            ["transposed, same size"] = (new OnnxModels().Random("w", 2, 3, 3, 3)
                .Node("ConvTranspose", "x w", "y", ("auto_pad", "SAME_UPPER"), ("strides", new long[] { 2, 2 })),
                11, [0, 2, 0, 0], [1, 2, 3, 4], "conv-transpose"),
            ["pools"] = (new OnnxModels()
                .Node("MaxPool", "x", "a", ("kernel_shape", new long[] { 3, 2 }), ("auto_pad", "VALID"),
                    ("ceil_mode", 1),
                    ("strides", new long[] { 2, 1 }))
                .Node("AveragePool", "a", "b", ("kernel_shape", new long[] { 2, 2 }),
                    ("pads", new long[] { 1, 1, 1, 1 }))
                .Node("GlobalMaxPool", "b", "y"), 12, [0, 2, 7, 6], [2, 2, 7, 6], "max-pool avg-pool max-pool"),
            ["group norm of set 18"] = (new OnnxModels().Random("w", 2).Random("c", 2)
                .Node("GroupNormalization", "x w c", "y", ("num_groups", 2), ("epsilon", 1e-3f)), 18, [0, 6, 0, 0],
                    [2, 6, 2, 3], "group-norm"),
            ["layer norm"] = (new OnnxModels().Random("w", 5)
                .Node("LayerNormalization", "x w", "y"), 17, [0, 4, 5], [2, 4, 5], "layer-norm"),
            ["dimensions of one element"] = (new OnnxModels().Node("GlobalAveragePool", "x", "a")
                .Whole("tail", 2, 3).Node("Squeeze", "a tail", "b").Node("Unsqueeze", "b tail", "c")
                    .Node("Mul", "x c", "y"),
                13, [0, 3, 0, 0], [2, 3, 2, 4], "mean flatten reshape gate"),
            ["maxima"] = (new OnnxModels().Node("ReduceMax", "x", "a", ("axes", new long[] { 1 }), ("keepdims", 0))
                .Whole("one", 1).Node("Unsqueeze", "a one", "y"), 13, [0, 3, 4, 5], [2, 3, 4, 5],
                    "channel-max reshape reshape"),
            ["pruned"] = (new OnnxModels().Node("Loop", "x", "q").Node("Relu", "x", "y").Node("Erf", "y", "z"),
                13, [0, 3], [0, 0], "relu"),
        };

    public static TheoryData<string> Forms() => [.. s_forms.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Forms_equal_ONNX_Runtime(string form)
    {
        (OnnxModels parts, long opset, long[] input, long[] run, string ops) = s_forms[form];
        OnnxModel model = parts.Build(opset, input);
        OnnxNetwork network = OnnxReader.Read(model, "net.onnx");
        Assert.Equal(ops, string.Join(' ', network.Graph.Nodes.Select(node => node.Op)));
        if (form != "pruned")
            Oracle.Agrees(OnnxFile.ToBytes(model), OnnxModels.Input(run));
    }

    // view(b, c / 4, 2, 2, h, w), permute, view(b, c / 4, 2 h, 2 w), as exporters write it for any size.
    private static OnnxModels Shuffled()
    {
        OnnxModels model = new OnnxModels().Node("Shape", "x", "s").Whole("at", 0).Whole("two", 2).Index("twice", 2)
            .Whole("ch", 2);
        foreach ((int axis, string name) in new[] { (0, "b"), (2, "h"), (3, "w") })
        {
            model.Index($"i{axis}", axis).Node("Gather", $"s i{axis}", $"g{name}", ("axis", 0))
                .Node("Unsqueeze", $"g{name} at", name);
        }
        return model
            .Node("Concat", "b ch two two h w", "first", ("axis", 0)).Node("Reshape", "x first", "r")
            .Node("Transpose", "r", "t", ("perm", new long[] { 0, 1, 4, 2, 5, 3 }))
            .Node("Mul", "gh twice", "h2").Node("Mul", "gw twice", "w2")
            .Node("Unsqueeze", "h2 at", "uh").Node("Unsqueeze", "w2 at", "uw")
            .Node("Concat", "b ch uh uw", "second", ("axis", 0)).Node("Reshape", "t second", "y");
    }

    // The order of torch's padding, from the last axis backwards, turned round step by step.
    private static OnnxModels Padded() => new OnnxModels()
        .Whole("own", 1, 2, 0, 3).Whole("four", 4)
        .Node("ConstantOfShape", "four", "none", ("value", Hinge.Core.Formats.NdArray.From<long>([0L], 1)))
        .Node("Concat", "own none", "all", ("axis", 0))
        .Whole("pairs", -1, 2).Node("Reshape", "all pairs", "rows")
        .Whole("from", -1).Whole("to", long.MinValue + 1).Whole("axis", 0).Whole("back", -1)
        .Node("Slice", "rows from to axis back", "turned").Node("Transpose", "turned", "columns",
            ("perm", new long[] { 1, 0 }))
        .Whole("flat", -1).Node("Reshape", "columns flat", "pads").Node("Cast", "pads", "whole", ("to", 7))
        .Node("Pad", "x whole", "y", ("mode", "constant"));
}
