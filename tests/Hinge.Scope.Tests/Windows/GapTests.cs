using Hinge.Core.Randomness;
using Hinge.Scope.Tests.Networks;
using Hinge.Scope.Windows;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Windows;

/// <summary>
/// Values that no input reaches, and values that a transposed convolution's padding or a crop takes off the edge of a
/// window though the picture has them.
/// </summary>
[NoLeak]
public class GapTests
{
    private static readonly Dictionary<string, Func<nn.Module<Tensor, Tensor>[]>> s_networks = new()
    {
        ["kernel 1 stride 2"] = () => [Up(1, 2), nn.ReLU(), Convolution()],
        ["kernel 1 stride 2, one more row"] = () => [Up(1, 2, extra: 1), nn.ReLU(), Convolution()],
        ["kernel 1 stride 3"] = () => [Up(1, 3), Convolution(), nn.ReLU(), Convolution()],
        ["kernel 2 stride 3, one more row"] = () => [Up(2, 3, extra: 1), Convolution()],
        ["dilation leaves every second value out"] = () => [Up(2, 2, dilation: 2), nn.ReLU(), Convolution()],
        ["kernel 2 stride 2 padding 1"] = () => [Up(2, 2, padding: 1), Convolution()],
        ["kernel 3 stride 2 padding 2"] = () => [Up(3, 2, padding: 2), nn.ReLU(), Convolution()],
        ["cropped before"] = () => [Up(2, 2), nn.ZeroPad2d((-1, 0, -1, 0)), Convolution()],
        ["cropped behind"] = () => [Up(2, 2), nn.ConstantPad2d((0, -1, 0, -1), 1.5), Convolution()],
        ["cropped before, padded behind"] = () => [Up(2, 2), nn.ZeroPad2d((-2, 1, -2, 1)), Convolution()],
        ["down, then gaps"] = () =>
            [nn.Conv2d(1, 2, 4, stride: 2, padding: 1), Up(1, 2, from: 2), nn.ReLU(), Convolution()],
        ["kernel 2 dilation 2"] = () => [nn.Conv2d(1, 2, 2, padding: 1, dilation: 2), nn.ReLU(), Convolution()],
        ["kernel 1 padding 1"] = () => [nn.Conv2d(1, 2, 1, padding: 1), nn.ReLU(), Convolution()],
    };

    public static TheoryData<string> Names => [.. s_networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_on_windows_are_those_of_the_whole_picture(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = nn.Sequential(s_networks[name]()).to(ScalarType.Float64);
        RandomWeights.Fill(net, new RandomStream(3).Split(name));
        net.eval();
        using LinearScope hooked = LinearScope.Attach(net);
        Tensor x = RandomTensors.Gaussian([1, 1, 24, 26], ScalarType.Float64, new RandomStream(5));
        using Interpreter at = hooked.Freeze(x);
        (long height, long width) = (at.Output.shape[2], at.Output.shape[3]);
        List<OutputIndex> outputs = [new(0, 0, 0), new(1, height - 1, width - 1), new(0, 0, width - 1)];
        outputs.AddRange(Enumerable.Range(0, 7).Select(i => new OutputIndex(i % 2, height / 2 + i, width / 2 - 1 - i)));
        outputs.AddRange(Enumerable.Range(1, 5).Select(i => new OutputIndex(i % 2, i, width - 1 - i)));
        int windows = 0;
        foreach (WindowedRow row in hooked.Rows(x, outputs, cancellation: TestContext.Current.CancellationToken))
        {
            (long channel, long y, long left) = (row.Output.Channel, row.Output.Y, row.Output.X);
            windows += row.Values.shape[2] < x.shape[2] ? 1 : 0;
            Assert.True(Math.Abs(at.Output[0, channel, y, left].ToDouble() - row.Value) < 1e-12, $"{row.Output}: y");
            Assert.True(Math.Abs(at.Residual[0, channel, y, left].ToDouble() - row.Residual) < 1e-12,
                $"{row.Output}: r");
            Tensor expected = at.Row(channel, y, left), found = row.ToPicture(x.shape[2], x.shape[3]);
            Assert.True((found - expected).abs().max().ToDouble() < 1e-12, $"{row.Output}: row");
            row.Dispose();
        }
        Assert.InRange(windows, 5, outputs.Count);
    }

    private static nn.Module<Tensor, Tensor> Up(
        long kernel, long stride, long padding = 0, long extra = 0, long dilation = 1, long from = 1) =>
        nn.ConvTranspose2d(from, 2, kernel, stride, padding, extra, dilation: dilation);

    private static nn.Module<Tensor, Tensor> Convolution() => nn.Conv2d(2, 2, 3, padding: 1);
}
