using Hinge.Scope.Colouring;
using Hinge.Scope.Networks;
using Hinge.Scope.Tests.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Colouring;

/// <summary>The predicted boxes against what single pixels really reach.</summary>
[NoLeak]
public class FootprintTests
{
    public static TheoryData<ulong> Seeds() => [.. Enumerable.Range(1, 40).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Columns_stay_inside_their_boxes(ulong seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using LocalNetwork net = new(seed, ScalarType.Float64);
        CompareColumns(net, net.NewInput(), equal: false, net.Description);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Positive_networks_fill_their_boxes(ulong seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using LocalNetwork net = new(seed, ScalarType.Float64, positive: true);
        CompareColumns(net, net.NewInput(), equal: true, net.Description);
    }

    [Fact]
    public void The_published_form_of_FSRCNN_has_boxes_of_33_and_period_17()
    {
        using DisposeScope scope = NewDisposeScope();
        using Fsrcnn net = RandomFsrcnn.New(8, 4, 4);
        using LinearScope hooked = LinearScope.Attach(net);
        Footprint footprint = hooked.FootprintAt(zeros(1, 1, 128, 128));
        Assert.Equal("33 x 33", footprint.ToString());
        Assert.Equal(17, footprint.Y!.Period);
        Assert.Equal(new(2 * 50 - 16, 2 * 50 + 16), footprint.X!.Of(50));
    }

    [Fact]
    public void The_stride_of_an_inner_branch_is_noticed_behind_a_wide_skip()
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> wide = nn.Conv2d(1, 1, 5, padding: 8, dilation: 4);
        nn.Module<Tensor, Tensor> down = nn.AvgPool2d(2), up = nn.Upsample(scale_factor: [2, 2]);
        using CodeBlock net = new("skip", [wide, down, up], x => wide.call(x) + up.call(down.call(x)));
        net.eval();
        using LinearScope hooked = LinearScope.Attach(net);
        Footprint footprint = hooked.FootprintAt(zeros(1, 1, 64, 64));
        Assert.Equal(1, footprint.Y!.Denominator);
        Assert.Equal(2, footprint.Y.Stride);
    }

    [Theory]
    [InlineData("mean", "one input reaches the whole picture")]
    [InlineData("circular", "conv (Conv2d) reaches the whole picture")]
    [InlineData("pool", "pool (AdaptiveAvgPool2d) reaches the whole picture")]
    [InlineData("wide padding", "padding carries inputs at the border further than those inside")]
    [InlineData("roll", "padding carries inputs at the border further than those inside")]
    [InlineData("head", "the output is no picture [B, C, H, W]")]
    public void What_is_not_local_is_said_to_be_so(string kind, string obstacle)
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> unit = kind switch
        {
            "circular" => nn.Conv2d(1, 1, 3, padding: 1, padding_mode: PaddingModes.Circular),
            "pool" => nn.AdaptiveAvgPool2d(4),
            "wide padding" => nn.ReflectionPad2d(6),
            _ => nn.Conv2d(1, 1, 3, padding: 1),
        };
        using Named net = new(kind == "pool" ? "pool" : "conv", unit, x => kind switch
        {
            "mean" => x - x.mean([2L, 3L], keepdim: true),
            "roll" => x + x.roll(1, 2),
            "head" => x.sum([2L, 3L]),
            _ => x,
        });
        net.eval();
        using LinearScope hooked = LinearScope.Attach(net);
        Footprint footprint = hooked.FootprintAt(zeros(1, 1, 60, 56));
        Assert.Equal(obstacle, footprint.Obstacle);
        Assert.False(footprint.IsLocal);
    }

    private static void CompareColumns(nn.Module<Tensor, Tensor> net, Tensor x, bool equal, string description)
    {
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(x);
        Footprint footprint = at.Footprint;
        Assert.True(footprint.IsLocal, $"{description}: {footprint.Obstacle}");
        long height = x.shape[2], width = x.shape[3];
        (long outputHeight, long outputWidth) = (at.Output.shape[2], at.Output.shape[3]);
        (long, long)[] places =
            [(0, 0), (height / 2, width / 2), (height / 2 + 1, width / 2 - 1), (height - 1, width - 2), (2, width / 3)];
        foreach ((long y, long xx) in places)
        {
            bool[] reached = at.Column(0, y, xx).ne(0).any(1).flatten().data<bool>().ToArray();
            Interval boxY = footprint.Y!.Of(y).Clip(outputHeight), boxX = footprint.X!.Of(xx).Clip(outputWidth);
            for (long i = 0; i < reached.Length; i++)
            {
                (long row, long column) = (i / outputWidth, i % outputWidth);
                bool inside = boxY.Contains(new(row, row)) && boxX.Contains(new(column, column));
                Assert.False(reached[i] && !inside, $"{description}: ({y}, {xx}) reaches ({row}, {column})");
            }
            bool central = y > height / 4 && y < height * 3 / 4 && xx > width / 4 && xx < width * 3 / 4;
            if (!equal || !central || boxY.IsEmpty || boxX.IsEmpty)
                continue;
            Assert.Contains(Enumerable.Range(0, (int)outputWidth), c => reached[boxY.Low * outputWidth + c]);
            Assert.Contains(Enumerable.Range(0, (int)outputWidth), c => reached[boxY.High * outputWidth + c]);
            Assert.Contains(Enumerable.Range(0, (int)outputHeight), r => reached[r * outputWidth + boxX.Low]);
            Assert.Contains(Enumerable.Range(0, (int)outputHeight), r => reached[r * outputWidth + boxX.High]);
        }
    }

    private sealed class Named : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _unit;
        private readonly Func<Tensor, Tensor> _after;

        public Named(string name, nn.Module<Tensor, Tensor> unit, Func<Tensor, Tensor> after)
            : base("named")
        {
            _unit = unit;
            _after = after;
            register_module(name, unit);
        }

        public override Tensor forward(Tensor input)
        {
            using DisposeScope scope = NewDisposeScope();
            return _after(_unit.call(input)).MoveToOuterDisposeScope();
        }
    }
}
