using Hinge.Core;
using Hinge.Scope.Certificates;
using Hinge.Scope.Colouring;
using Hinge.Scope.Networks;
using Hinge.Scope.Tests.Networks;
using Hinge.Scope.Windows;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Windows;

/// <summary>Rows computed on windows against rows of the whole picture.</summary>
[NoLeak]
public class WindowTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<ulong> Seeds() => [.. Enumerable.Range(1, 30).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Windows_are_exact_at_corners_edges_and_inside(ulong seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using LocalNetwork net = new(seed, ScalarType.Float64);
        using LinearScope hooked = LinearScope.Attach(net);
        // Larger than the network's own size, and odd, so that windows are smaller than the picture.
        Tensor x = RandomTensors.Gaussian(
            [1, net.InputShape[1], 61, 58], ScalarType.Float64,
            new Core.Randomness.RandomStream(seed).Split("picture"));
        Compare(hooked, x, net.Description);
    }

    [Fact]
    public void A_window_one_pixel_short_is_wrong()
    {
        using DisposeScope scope = NewDisposeScope();
        using Fsrcnn net = RandomFsrcnn.New(6, 3, 1, ScalarType.Float64);
        using LinearScope hooked = LinearScope.Attach(net);
        Tensor x = rand(1, 1, 60, 60, dtype: ScalarType.Float64);
        using Interpreter at = hooked.Freeze(x);
        OutputIndex output = new(0, 61, 60);
        Tensor expected = at.Row(0, 61, 60);
        ReceptiveField field = hooked.WindowOf(x, output)!;
        Assert.True(Error(hooked, x, output, field.WindowY, field.WindowX, expected) < 1e-12);
        Interval y = field.WindowY, w = field.WindowX;
        foreach ((Interval shortY, Interval shortX) in new[]
            {
                (y with { Low = y.Low + 1 }, w), (y with { High = y.High - 1 }, w),
                (y, w with { Low = w.Low + 1 }), (y, w with { High = w.High - 1 }),
            })
        {
            Assert.True(Error(hooked, x, output, shortY, shortX, expected) > 1e-9);
        }
    }

    [Fact]
    public void The_window_of_the_handed_FSRCNN_is_13_by_13_whatever_the_picture()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = HandedNetwork.Load("fsrcnn_x2");
        using LinearScope hooked = LinearScope.Attach(net);
        Tensor reference = HandedNetwork.Reference("fsrcnn_x2")["x"].ToTensor();
        Tensor x = reference.to(ScalarType.Float64).repeat(1, 1, 4, 4);
        ReceptiveField field = hooked.WindowOf(x, new(0, 90, 101))!;
        Assert.Equal((13, 13), (field.WindowY.Length, field.WindowX.Length));
        Compare(hooked, x, "fsrcnn_x2");
    }

    [Fact]
    public void Outputs_that_see_much_of_the_picture_are_replayed_whole()
    {
        using DisposeScope scope = NewDisposeScope();
        using Fsrcnn net = RandomFsrcnn.New(6, 3, 1, ScalarType.Float64);
        using LinearScope hooked = LinearScope.Attach(net);
        Tensor x = rand(1, 1, 14, 14, dtype: ScalarType.Float64);
        Assert.Null(hooked.WindowOf(x, new(0, 14, 14)));
        WindowedRow row = hooked.Rows(x, [new(0, 14, 14)], cancellation: Cancellation).Single();
        using Interpreter at = hooked.Freeze(x);
        Assert.Equal(0, RelativeError.Between(row.Values, at.Row(0, 14, 14)));
        row.Dispose();
    }

    [Fact]
    public void Outputs_outside_the_picture_are_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using Fsrcnn net = RandomFsrcnn.New(6, 3, 1);
        using LinearScope hooked = LinearScope.Attach(net);
        Tensor x = rand(1, 1, 64, 64);
        foreach (OutputIndex bad in new OutputIndex[] { new(1, 0, 0), new(0, 128, 0), new(0, 0, -1), new(0, 999, 999) })
            Assert.Throws<InputException>(() => hooked.Rows(x, [bad], cancellation: Cancellation).Single().Dispose());
        Assert.Throws<InputException>(() => hooked.Rows(x.squeeze(0), [new(0, 0, 0)], cancellation: Cancellation));
    }

    [Fact]
    public void Layer_norm_has_no_windows()
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> conv = nn.Conv2d(1, 1, 3, padding: 1), norm = nn.LayerNorm([40, 40]);
        using CodeBlock net = new("layer norm", [conv, norm], x => norm.call(conv.call(x)));
        net.eval();
        using LinearScope hooked = LinearScope.Attach(net);
        Assert.Null(hooked.WindowOf(rand(1, 1, 40, 40), new(0, 20, 20)));
    }

    private static void Compare(LinearScope hooked, Tensor x, string description)
    {
        using Interpreter at = hooked.Freeze(x);
        long[] shape = at.Output.shape;
        (long c, long h, long w) = (shape[1] - 1, shape[2], shape[3]);
        OutputIndex[] outputs =
        [
            new(0, 0, 0), new(c, h - 1, w - 1), new(0, 0, w - 1), new(c, h / 2, w / 2), new(0, h / 2 + 1, w / 3),
            new(0, h - 1, w / 2 - 1), new(c, h / 3, 0),
        ];
        int windows = 0;
        foreach (WindowedRow row in hooked.Rows(x, outputs, cancellation: Cancellation))
        {
            OutputIndex output = row.Output;
            windows += row.Values.shape[2] < x.shape[2] ? 1 : 0;
            Tensor expected = at.Row(output.Channel, output.Y, output.X);
            Tensor picture = row.ToPicture(x.shape[2], x.shape[3]);
            double scale = expected.abs().max().ToDouble();
            double error = (picture - expected).abs().max().ToDouble();
            Assert.True(error <= 1e-12 * Math.Max(scale, 1), $"{description} {output}: {error} of {scale}");
            long flat = (output.Channel * h + output.Y) * w + output.X;
            Assert.Equal(at.Output.flatten()[flat].ToDouble(), row.Value, 1e-11);
            Assert.Equal(row.Value, row.Linear + row.Residual, 1e-11);
            row.Dispose();
        }
        Assert.True(windows > 0, description);
    }

    private static double Error(
        LinearScope hooked, Tensor x, OutputIndex output, Interval y, Interval w, Tensor expected)
    {
        using WindowedRow row = hooked.RowIn(x, output, y, w);
        return RelativeError.Between(row.ToPicture(x.shape[2], x.shape[3]), expected);
    }
}
