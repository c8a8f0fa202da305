using Hinge.Core.Randomness;
using Hinge.Scope.Certificates;
using Hinge.Scope.Units;
using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Units;

/// <summary>Every unit of the freezing-rule table, in each of its modes, in double precision.</summary>
[NoLeak]
public class RuleTests
{
    private static readonly Dictionary<string, (Func<nn.Module<Tensor, Tensor>> Make, long[] Sample)> s_units = new()
    {
        ["Conv1d"] = (() => nn.Conv1d(3, 4, 3, padding: 1), [3, 9]),
        ["Conv2d"] = (() => nn.Conv2d(3, 4, 3, padding: 1), [3, 7, 8]),
        ["Conv2d no bias"] = (() => nn.Conv2d(3, 4, 3, bias: false), [3, 7, 8]),
        ["Conv2d stride"] = (() => nn.Conv2d(3, 4, 3, stride: 2, padding: 1), [3, 8, 7]),
        ["Conv2d stride cut"] = (() => nn.Conv2d(3, 4, 3, stride: 3), [3, 10, 11]),
        ["Conv2d dilation"] = (() => nn.Conv2d(3, 4, 3, padding: 2, dilation: 2), [3, 8, 7]),
        ["Conv2d groups"] = (() => nn.Conv2d(4, 6, 3, padding: 1, groups: 2), [4, 8, 7]),
        ["Conv2d wide padding"] = (() => nn.Conv2d(2, 3, 3, padding: 4), [2, 6, 7]),
        ["Conv2d same even"] = (() => nn.Conv2d(2, 3, 4, padding: Padding.Same), [2, 6, 7]),
        ["Conv2d valid"] = (() => nn.Conv2d(2, 3, 3, padding: Padding.Valid), [2, 6, 7]),
        ["Conv2d rectangular"] = (() => nn.Conv2d(2, 3, (3, 5), stride: (2, 1), padding: (1, 2)), [2, 6, 7]),
        ["Conv2d reflect"] =
            (() => nn.Conv2d(2, 3, 3, padding: 1, padding_mode: PaddingModes.Reflect), [2, 6, 7]),
        ["Conv2d replicate"] =
            (() => nn.Conv2d(2, 3, 5, padding: 2, padding_mode: PaddingModes.Replicate), [2, 6, 7]),
        ["Conv2d circular"] =
            (() => nn.Conv2d(2, 3, 3, stride: 2, padding: 1, padding_mode: PaddingModes.Circular), [2, 6, 7]),
        ["Conv3d"] = (() => nn.Conv3d(2, 3, 3, padding: 1), [2, 5, 6, 4]),
        ["ConvTranspose1d"] = (() => nn.ConvTranspose1d(3, 2, 3, stride: 2), [3, 6]),
        ["ConvTranspose2d"] = (() => nn.ConvTranspose2d(3, 2, 4, stride: 2, padding: 1), [3, 5, 6]),
        ["ConvTranspose2d output padding"] =
            (() => nn.ConvTranspose2d(4, 2, 3, stride: 2, padding: 1, output_padding: 1, groups: 2), [4, 5, 6]),
        ["ConvTranspose3d"] = (() => nn.ConvTranspose3d(2, 3, 2, stride: 2), [2, 3, 4, 3]),
        ["Linear"] = (() => nn.Linear(5, 4), [5]),
        ["Linear over rows"] = (() => nn.Linear(5, 4, hasBias: false), [3, 5]),
        ["AvgPool1d"] = (() => nn.AvgPool1d(2), [3, 9]),
        ["AvgPool2d"] = (() => nn.AvgPool2d(3, 2, 1), [3, 9, 8]),
        ["AvgPool3d"] = (() => nn.AvgPool3d(2), [2, 4, 5, 6]),
        ["AdaptiveAvgPool1d"] = (() => nn.AdaptiveAvgPool1d(4), [3, 9]),
        ["AdaptiveAvgPool2d"] = (() => nn.AdaptiveAvgPool2d([3, 2]), [3, 7, 8]),
        ["AdaptiveAvgPool3d"] = (() => nn.AdaptiveAvgPool3d([2, 2, 2]), [2, 4, 5, 6]),
        ["PixelShuffle"] = (() => nn.PixelShuffle(2), [8, 3, 4]),
        ["PixelUnshuffle"] = (() => nn.PixelUnshuffle(2), [2, 6, 4]),
        ["ChannelShuffle"] = (() => nn.ChannelShuffle(2), [6, 3, 4]),
        ["Upsample nearest"] = (() => nn.Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest), [2, 4, 5]),
        ["Upsample bilinear"] =
            (() => nn.Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: false), [2, 4, 5]),
        ["Upsample bicubic"] =
            (() => nn.Upsample(size: [9, 7], mode: UpsampleMode.Bicubic, align_corners: true), [2, 4, 5]),
        ["ZeroPad2d"] = (() => nn.ZeroPad2d((1, 2, 0, 3)), [2, 4, 5]),
        ["ReflectionPad1d"] = (() => nn.ReflectionPad1d(2), [2, 6]),
        ["ReflectionPad2d"] = (() => nn.ReflectionPad2d((1, 2, 0, 3)), [2, 4, 5]),
        ["ReflectionPad3d"] = (() => nn.ReflectionPad3d(1), [2, 4, 5, 3]),
        ["ReplicationPad1d"] = (() => nn.ReplicationPad1d(2), [2, 6]),
        ["ReplicationPad2d"] = (() => nn.ReplicationPad2d((1, 2, 0, 3)), [2, 4, 5]),
        ["ReplicationPad3d"] = (() => nn.ReplicationPad3d(1), [2, 4, 5, 3]),
        ["ConstantPad1d"] = (() => nn.ConstantPad1d(2, 0.7), [2, 6]),
        ["ConstantPad2d"] = (() => nn.ConstantPad2d((1, 2, 0, 3), -0.7), [2, 4, 5]),
        ["ConstantPad3d"] = (() => nn.ConstantPad3d(1, 0.3), [2, 4, 5, 3]),
        ["Flatten"] = (() => nn.Flatten(), [2, 4, 5]),
        ["Unflatten"] = (() => nn.Unflatten(1, [2, 3]), [6, 4]),
        ["Identity"] = (() => nn.Identity(), [2, 4]),
        ["Dropout"] = (() => nn.Dropout(0.5), [2, 4]),
        ["Dropout2d"] = (() => nn.Dropout2d(0.5), [2, 4, 5]),
        ["AlphaDropout"] = (() => nn.AlphaDropout(0.5), [2, 4]),
        ["Fold"] = (() => nn.Fold((4, 5), (2, 2)), [8, 12]),
        ["Unfold"] = (() => nn.Unfold((2, 2)), [2, 4, 5]),
        ["SamePad"] = (() => new SamePad([3, 4], [2, 1], [1, 1], upper: true), [2, 4, 5]),
        ["SamePad replicating"] = (() => new SamePad([2, 3], [2, 2], [1, 1], upper: false, true), [2, 5, 4]),
        ["FixedMask"] = (() => new FixedMask(rand([2, 4, 5], float64)), [2, 4, 5]),
        ["Flip"] = (() => new Flip(), [2, 4, 5]),
        ["ChannelScale"] = (NewChannelScale, [2, 4, 5]),
        ["ConstantAdd"] = (() => new ConstantAdd(rand([2, 4, 5], float64)), [2, 4, 5]),
        ["ReLU"] = (() => nn.ReLU(), [3, 4, 5]),
        ["ReLU in place"] = (() => nn.ReLU(inplace: true), [3, 4, 5]),
        ["LeakyReLU"] = (() => nn.LeakyReLU(0.2), [3, 4, 5]),
        ["PReLU one"] = (() => nn.PReLU(1, 0.3), [3, 4, 5]),
        ["PReLU many"] = (() => nn.PReLU(3, 0.3), [3, 4, 5]),
        ["RReLU"] = (() => nn.RReLU(0.1, 0.4), [3, 4, 5]),
        ["Clamp"] = (() => new Clamp(-0.4, 0.6), [3, 4, 5]),
        ["Hardtanh in place"] = (() => nn.Hardtanh(-0.4, 0.6, inplace: true), [3, 4, 5]),
        ["ReLU6"] = (() => nn.ReLU6(), [3, 4, 5]),
        ["Hardsigmoid"] = (() => nn.Hardsigmoid(), [3, 4, 5]),
        ["Threshold"] = (() => nn.Threshold(0.1, -2), [3, 4, 5]),
        ["Abs"] = (() => new Abs(), [3, 4, 5]),
        ["ChannelMax all"] = (() => new ChannelMax(), [6, 4, 5]),
        ["ChannelMax pairs"] = (() => new ChannelMax(2), [6, 4, 5]),
        ["MaxPool1d"] = (() => nn.MaxPool1d(3, 2, 1), [3, 9]),
        ["MaxPool2d"] = (() => nn.MaxPool2d(2), [3, 7, 8]),
        ["MaxPool2d overlapping"] = (() => nn.MaxPool2d(3, 2, 1, ceil_mode: true), [3, 7, 8]),
        ["MaxPool2d dilated"] = (() => nn.MaxPool2d(2, 1, dilation: 2), [3, 7, 8]),
        ["MaxPool3d"] = (() => nn.MaxPool3d(2), [2, 4, 5, 6]),
        ["AdaptiveMaxPool1d"] = (() => nn.AdaptiveMaxPool1d(4), [3, 9]),
        ["AdaptiveMaxPool2d"] = (() => nn.AdaptiveMaxPool2d([3, 2]), [3, 7, 8]),
        ["BatchNorm1d"] = (() => nn.BatchNorm1d(4), [4, 6]),
        ["BatchNorm2d"] = (() => nn.BatchNorm2d(3), [3, 4, 5]),
        ["BatchNorm2d plain"] = (() => nn.BatchNorm2d(3, affine: false), [3, 4, 5]),
        ["BatchNorm3d"] = (() => nn.BatchNorm3d(2), [2, 3, 4, 5]),
        ["InstanceNorm1d"] = (() => nn.InstanceNorm1d(3, affine: true), [3, 9]),
        ["InstanceNorm2d"] = (() => nn.InstanceNorm2d(3), [3, 4, 5]),
        ["InstanceNorm2d affine"] = (() => nn.InstanceNorm2d(3, affine: true), [3, 4, 5]),
        ["InstanceNorm2d running"] =
            (() => nn.InstanceNorm2d(3, affine: true, track_running_stats: true), [3, 4, 5]),
        ["GroupNorm"] = (() => nn.GroupNorm(2, 4), [4, 3, 5]),
        ["LayerNorm"] = (() => nn.LayerNorm([4, 5]), [3, 4, 5]),
        ["LayerNorm last"] = (() => nn.LayerNorm([5]), [3, 4, 5]),
        ["LayerNorm all"] = (() => nn.LayerNorm([3, 4, 5]), [3, 4, 5]),
        ["Sigmoid"] = (() => nn.Sigmoid(), [3, 4, 5]),
        ["Tanh"] = (() => nn.Tanh(), [3, 4, 5]),
        ["GELU"] = (() => nn.GELU(), [3, 4, 5]),
        ["SiLU"] = (() => nn.SiLU(), [3, 4, 5]),
        ["ELU"] = (() => nn.ELU(0.8), [3, 4, 5]),
        ["CELU"] = (() => nn.CELU(0.8), [3, 4, 5]),
        ["SELU"] = (() => nn.SELU(), [3, 4, 5]),
        ["Softplus"] = (() => nn.Softplus(2, 3), [3, 4, 5]),
        ["Mish"] = (() => nn.Mish(), [3, 4, 5]),
        ["Hardswish"] = (() => nn.Hardswish(), [3, 4, 5]),
        ["Softsign"] = (() => nn.Softsign(), [3, 4, 5]),
        ["Softmax"] = (() => nn.Softmax(1), [3, 4, 5]),
        ["Softmax last"] = (() => nn.Softmax(-1), [3, 4, 5]),
        ["Softmax2d"] = (() => nn.Softmax2d(), [3, 4, 5]),
        ["LogSoftmax"] = (() => nn.LogSoftmax(1), [3, 4, 5]),
        ["Product"] = (() => new Product(), [6, 4, 5]),
        ["GLU"] = (() => nn.GLU(1), [6, 4, 5]),
    };

    // Its factors are 1 until it is trained.
    private static ChannelScale NewChannelScale()
    {
        ChannelScale module = new(2);
        module.to(float64);
        using IDisposable constant = no_grad();
        using Tensor factors = tensor([0.7, -1.3]);
        module.parameters().Single().copy_(factors);
        return module;
    }

    public static TheoryData<string> Units() => [.. s_units.Keys];

    [Fact]
    public void Every_rule_of_the_table_is_tested()
    {
        HashSet<Type> tested = [];
        foreach (Func<nn.Module<Tensor, Tensor>> make in s_units.Values.Select(unit => unit.Make))
        {
            using DisposeScope scope = NewDisposeScope();
            using nn.Module<Tensor, Tensor> module = make();
            tested.Add(RuleSet.Default.Find(module)!.ModuleType);
        }
        string[] untested =
            [.. RuleSet.Default.Rules.Select(rule => rule.ModuleType).Except(tested).Select(t => t.Name)];
        Assert.Equal(["Dropout1d", "Dropout3d", "FeatureAlphaDropout"], untested.Order());
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void The_default_modes_hold(string unit) => Check(unit, new());

    [Theory]
    [MemberData(nameof(Units))]
    public void The_tangent_modes_hold(string unit) => Check(unit, FreezingModes.Jacobian);

    [Theory]
    [MemberData(nameof(Units))]
    public void The_other_modes_hold(string unit) => Check(unit, new()
    {
        Norm = NormMode.Centred,
        Activation = ActivationMode.Secant,
        Gate = GateMode.Symmetric,
    });

    private static void Check(string unit, FreezingModes modes)
    {
        using DisposeScope scope = NewDisposeScope();
        (Func<nn.Module<Tensor, Tensor>> make, long[] sample) = s_units[unit];
        using nn.Module<Tensor, Tensor> module = make();
        module.to(ScalarType.Float64);
        module.eval();
        RandomStream stream = new RandomStream(3).Split(unit);
        using (no_grad())
        {
            foreach ((string name, var parameter) in module.named_parameters())
                parameter.copy_(RandomTensors.Gaussian(parameter.shape, ScalarType.Float64, stream));
            foreach ((string name, Tensor buffer) in module.named_buffers())
            {
                if (name == "running_var")
                    buffer.copy_(RandomTensors.Gaussian(buffer.shape, ScalarType.Float64, stream).abs() + 0.1);
            }
        }
        Tensor x = RandomTensors.Gaussian([2, .. sample], ScalarType.Float64, stream) * 2;
        IReadOnlyList<CheckResult> results = ScopeCheck.Rule(module, x, modes);
        Assert.All(results, result => Assert.True(result.Passed, string.Join('\n', results)));
    }
}
