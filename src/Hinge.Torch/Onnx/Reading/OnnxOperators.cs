namespace Hinge.Torch.Onnx.Reading;

/// <summary>The operators of ONNX files that are read: one line each.</summary>
internal static class OnnxOperators
{
    private static readonly OrderedDictionary<string, OnnxOperator> s_table = new(StringComparer.Ordinal)
    {
        ["Conv"] = One(LinearReading.Convolution),
        ["ConvTranspose"] = One(LinearReading.Transposed),
        ["Gemm"] = One(LinearReading.Gemm),
        ["MatMul"] = One(LinearReading.Product),
        ["Add"] = One(ArithmeticReading.Add),
        ["Sub"] = One(ArithmeticReading.Subtract),
        ["Mul"] = One(ArithmeticReading.Multiply),
        ["Div"] = One(ArithmeticReading.Divide),
        ["Neg"] = One(ArithmeticReading.Negate),
        ["Sum"] = One(ArithmeticReading.Sum),
        ["Max"] = One(ArithmeticReading.Maximum),
        ["Min"] = One(ArithmeticReading.Minimum),
        ["Pow"] = One(ArithmeticReading.Power),
        ["Concat"] = One(PartReading.Concatenate),
        ["Split"] = new(8, PartReading.Split),
        ["Slice"] = One(PartReading.Slice),
        ["Gather"] = One(PartReading.Gather),
        ["Pad"] = One(PartReading.Pad),
        ["Reshape"] = One(ShapeReading.Reshape),
        ["Flatten"] = One(ShapeReading.Flatten),
        ["Transpose"] = One(ShapeReading.Transpose),
        ["Squeeze"] = One(ShapeReading.Squeeze),
        ["Unsqueeze"] = One(ShapeReading.Unsqueeze),
        ["DepthToSpace"] = One(ShapeReading.DepthToSpace),
        ["SpaceToDepth"] = One(ShapeReading.SpaceToDepth),
        ["Resize"] = One(ResizeReading.Resize, since: 10),
        ["Upsample"] = One(ResizeReading.Upsample),
        ["MaxPool"] = One(PoolingReading.Maximum),
        ["AveragePool"] = One(PoolingReading.Average),
        ["GlobalAveragePool"] = One(PoolingReading.GlobalAverage),
        ["GlobalMaxPool"] = One(PoolingReading.GlobalMaximum),
        ["ReduceMean"] = One(PoolingReading.ReduceMean),
        ["ReduceMax"] = One(PoolingReading.ReduceMaximum),
        ["BatchNormalization"] = One(NormReading.Batch),
        ["InstanceNormalization"] = One(NormReading.Instance),
        ["GroupNormalization"] = One(NormReading.Group, since: 18),
        ["LayerNormalization"] = One(NormReading.Layer, since: 17),
        ["Relu"] = Unit("relu"),
        ["LeakyRelu"] = One(node => ActivationReading.With(node, "leaky-relu", "alpha", "slope", 0.01)),
        ["PRelu"] = One(ActivationReading.ParametricRelu),
        ["ThresholdedRelu"] = One(ActivationReading.Thresholded, since: 10),
        ["Clip"] = One(ActivationReading.Clip),
        ["Abs"] = Unit("abs"),
        ["Sigmoid"] = Unit("sigmoid"),
        ["Tanh"] = Unit("tanh"),
        ["Softplus"] = Unit("softplus"),
        ["Softsign"] = Unit("softsign"),
        ["Elu"] = One(node => ActivationReading.With(node, "elu", "alpha", "alpha", 1)),
        ["Celu"] = One(node => ActivationReading.With(node, "celu", "alpha", "alpha", 1), since: 12),
        ["Selu"] = One(ActivationReading.Selu),
        ["Gelu"] = One(ActivationReading.Gelu, since: 20),
        ["Mish"] = Unit("mish", since: 18),
        ["HardSwish"] = Unit("hard-swish", since: 14),
        ["HardSigmoid"] = One(ActivationReading.HardSigmoid),
        ["Softmax"] = One(node => ActivationReading.Softmax(node, "softmax")),
        ["LogSoftmax"] = One(node => ActivationReading.Softmax(node, "log-softmax")),
        ["Identity"] = One(ConstantReading.Identity),
        ["Dropout"] = One(ConstantReading.Dropout),
        ["Constant"] = One(ConstantReading.Constant),
        ["ConstantOfShape"] = One(ConstantReading.ConstantOfShape, since: 9),
        ["Cast"] = One(ConstantReading.Cast),
        ["Shape"] = One(ConstantReading.Shape),
    };

    /// <summary>The names of the operators.</summary>
    public static IReadOnlyCollection<string> Names => s_table.Keys;

    /// <summary>The operator of a name, or null.</summary>
    public static OnnxOperator? Find(string name) => s_table.GetValueOrDefault(name);

    private static OnnxOperator One(Func<NodeReader, ReadValue> read, int since = 8) =>
        new(since, node => [read(node)]);

    private static OnnxOperator Unit(string op, int since = 8) => One(node => node.Emit(op, node.Data(0)), since);
}
