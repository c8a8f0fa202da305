using Hinge.Torch.Units;
using TorchSharp.Modules;
using F = TorchSharp.torch.nn.functional;

namespace Hinge.Scope.Units;

/// <summary>The table of §3: one line a module type.</summary>
internal static class FreezingRules
{
    public static IEnumerable<FreezingRule> Table() =>
        [.. Convolutions(), .. Linear(), .. PiecewiseLinear(), .. Pools(), .. Norms(), .. Smooth(), .. Products()];

    private static IEnumerable<FreezingRule> Convolutions() =>
    [
        new ConvolutionRule<Conv1d>(), new ConvolutionRule<Conv2d>(), new ConvolutionRule<Conv3d>(),
        new ConvolutionRule<ConvTranspose1d>(), new ConvolutionRule<ConvTranspose2d>(),
        new ConvolutionRule<ConvTranspose3d>(), new LinearRule(),
    ];

    private static IEnumerable<FreezingRule> Linear() =>
    [
        new LinearModuleRule<AvgPool1d>(), new LinearModuleRule<AvgPool2d>(), new LinearModuleRule<AvgPool3d>(),
        new LinearModuleRule<AdaptiveAvgPool1d>(_ => false), new LinearModuleRule<AdaptiveAvgPool2d>(_ => false),
        new LinearModuleRule<AdaptiveAvgPool3d>(_ => false),
        new LinearModuleRule<PixelShuffle>(), new LinearModuleRule<PixelUnshuffle>(),
        new LinearModuleRule<ChannelShuffle>(), new LinearModuleRule<Upsample>(ShiftsWithThePicture),
        new ConstantPadRule<ZeroPad2d>(_ => 0), new LinearModuleRule<ReflectionPad1d>(),
        new LinearModuleRule<ReflectionPad2d>(), new LinearModuleRule<ReflectionPad3d>(),
        new LinearModuleRule<ReplicationPad1d>(), new LinearModuleRule<ReplicationPad2d>(),
        new LinearModuleRule<ReplicationPad3d>(),
        new ConstantPadRule<ConstantPad1d>(pad => pad.value), new ConstantPadRule<ConstantPad2d>(pad => pad.value),
        new ConstantPadRule<ConstantPad3d>(pad => pad.value),
        new LinearModuleRule<Flatten>(), new LinearModuleRule<Unflatten>(), new LinearModuleRule<Identity>(),
        new LinearModuleRule<Fold>(), new LinearModuleRule<Unfold>(),
        new LinearModuleRule<Dropout>(), new LinearModuleRule<Dropout1d>(), new LinearModuleRule<Dropout2d>(),
        new LinearModuleRule<Dropout3d>(), new LinearModuleRule<AlphaDropout>(),
        new LinearModuleRule<FeatureAlphaDropout>(),
        new LinearModuleRule<SamePad>(),
        new LinearModuleRule<FixedMask>(diagonal: true), new LinearModuleRule<ChannelScale>(diagonal: true),
        new LinearModuleRule<Flip>(_ => false), new ConstantAddRule(),
    ];

    private static IEnumerable<FreezingRule> PiecewiseLinear() =>
    [
        new ReluRule(), new PReluRule(), new AbsRule(), new ChannelMaxRule(),
        new PiecewiseLinearRule<LeakyReLU>(unit => Pieces.Leaky(unit.negative_slope)),
        new PiecewiseLinearRule<RReLU>(unit => Pieces.Leaky((unit.lower + unit.upper) / 2)),
        new PiecewiseLinearRule<Clamp>(unit => Pieces.Clamp(unit.Low, unit.High, boundsInside: true)),
        new PiecewiseLinearRule<Hardtanh>(
            unit => Pieces.Clamp(unit.min_val, unit.max_val, boundsInside: false), refusal: Unclamped),
        new PiecewiseLinearRule<ReLU6>(_ => Pieces.Clamp(0, 6, boundsInside: false)),
        new PiecewiseLinearRule<Hardsigmoid>(_ => Pieces.HardSigmoid, exact: false),
        new PiecewiseLinearRule<Threshold>(unit => Pieces.Threshold(unit.threshold, unit.value)),
    ];

    private static IEnumerable<FreezingRule> Pools() =>
    [
        new MaxPoolRule<MaxPool1d>((m, x) =>
            F.max_pool1d_with_indices(x, m.kernel_size, m.stride, m.padding, m.dilation, m.ceil_mode)),
        new MaxPoolRule<MaxPool2d>((m, x) =>
            F.max_pool2d_with_indices(x, m.kernel_size, m.stride, m.padding, m.dilation, m.ceil_mode)),
        new MaxPoolRule<MaxPool3d>((m, x) =>
            F.max_pool3d_with_indices(x, m.kernel_size, m.stride, m.padding, m.dilation, m.ceil_mode)),
        new MaxPoolRule<AdaptiveMaxPool1d>((m, x) => F.adaptive_max_pool1d_with_indices(x, m.output_size), false),
        new MaxPoolRule<AdaptiveMaxPool2d>((m, x) => F.adaptive_max_pool2d_with_indices(x, m.output_size), false),
    ];

    private static IEnumerable<FreezingRule> Norms() =>
    [
        new BatchNormRule(),
        new SampleNormRule<InstanceNorm>(SampleNormForm.Instance),
        new SampleNormRule<GroupNorm>(SampleNormForm.Group),
        new SampleNormRule<LayerNorm>(SampleNormForm.Layer),
    ];

    private static IEnumerable<FreezingRule> Smooth() =>
    [
        new SmoothActivationRule<Sigmoid>((_, z) => Secants.Sigmoid(z), _ => 0.5),
        new SmoothActivationRule<Tanh>((_, z) => Secants.Tanh(z)),
        new SmoothActivationRule<GELU>(Secants.Gelu),
        new SmoothActivationRule<SiLU>((_, z) => Secants.Silu(z)),
        new SmoothActivationRule<ELU>((unit, z) => Secants.Exponential(z, 1, unit.alpha, 1)),
        new SmoothActivationRule<CELU>((unit, z) => Secants.Exponential(z, 1, unit.alpha, unit.alpha)),
        new SmoothActivationRule<SELU>((_, z) => Secants.Exponential(z, SeluScale, SeluAlpha, 1)),
        new SmoothActivationRule<Softplus>(Secants.Softplus, unit => Math.Log(2) / unit.beta),
        new SmoothActivationRule<Mish>((_, z) => Secants.Mish(z)),
        new SmoothActivationRule<Hardswish>((_, z) => Secants.Hardswish(z)),
        new SmoothActivationRule<Softsign>((_, z) => Secants.Softsign(z)),
    ];

    private static IEnumerable<FreezingRule> Products() =>
    [
        new SoftmaxRule<Softmax>(unit => unit.dim, logarithm: false),
        new SoftmaxRule<Softmax2d>(_ => 1, logarithm: false),
        new SoftmaxRule<LogSoftmax>(unit => unit.dim, logarithm: true),
        new ProductRule<Product>(_ => 1, sigmoidGate: false),
        new ProductRule<GLU>(unit => unit.dim, sigmoidGate: true),
    ];

    // With corners aligned, or to a fixed size, the weights depend on the place in the picture.
    private static bool ShiftsWithThePicture(Upsample unit) =>
        unit.scale_factor.Length > 0 && unit.align_corners is not true;

    // TorchSharp 0.107 returns the input of an out-of-place Hardtanh as it is, so the module is tried first.
    private static string? Unclamped(Hardtanh unit)
    {
        using torch.Tensor above = torch.tensor(unit.max_val + 1);
        using torch.Tensor clamped = unit.forward(above);
        return clamped.ToDouble() == unit.max_val
            ? null
            : "does not clamp in this version of TorchSharp unless it works in place; use Hinge.Torch.Units.Clamp";
    }

    // The constants of Klambauer et al. 2017, as libtorch has them.
    private const double SeluAlpha = 1.6732632423543772848170429916717;
    private const double SeluScale = 1.0507009873554804934193349852946;
}
