using Hinge.Core.Randomness;
using Hinge.Scope.Analyses;
using Hinge.Scope.Certificates;
using Hinge.Scope.Networks.Planted;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Analyses;

/// <summary>
/// Rows F5 and F6 of the specification's §18: networks whose answer is known because it was built in.
/// </summary>
[NoLeak]
public class PlantedTests
{
    private const int Size = 24;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, -2)]
    [InlineData(-5, 4)]
    public void A_shift_is_read_off_its_rows(int dx, int dy)
    {
        using DisposeScope scope = NewDisposeScope();
        using ShiftNet net = new(dx, dy, channels: 2);
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter at = linear.Freeze(Picture(2));
        DisplacementMap map = DisplacementMap.Of(at, 1, cancellation: TestContext.Current.CancellationToken);
        int right = 0, defined = 0;
        for (int i = 0; i < map.Dx.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, Size);
            bool inside = row - dy is >= 0 and < Size && column - dx is >= 0 and < Size;
            Assert.Equal(inside, double.IsFinite(map.Dx[i]));
            Assert.Equal(inside ? 1 : 0, map.Peaks[i]);
            if (!inside)
                continue;
            defined++;
            right += Math.Abs(map.Dx[i] + dx) <= 1 && Math.Abs(map.Dy[i] + dy) <= 1 ? 1 : 0;
            Assert.Equal(Math.Abs(dx) > 4 || Math.Abs(dy) > 4 ? 1 : 0, map.OutsideShare[i]);
        }
        Assert.True(right >= 0.95 * defined, $"{right} of {defined}");
    }

    [Fact]
    public void A_mirror_is_read_off_its_rows()
    {
        using DisposeScope scope = NewDisposeScope();
        using MirrorNet net = new();
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter at = linear.Freeze(Picture(1));
        DisplacementMap map = DisplacementMap.Of(at, cancellation: TestContext.Current.CancellationToken);
        int right = Enumerable.Range(0, map.Dx.Length).Count(
            i => Math.Abs(map.Dx[i] - (Size - 1 - 2 * (i % Size))) <= 1 && Math.Abs(map.Dy[i]) <= 1);
        Assert.True(right >= 0.95 * map.Dx.Length, $"{right}");
    }

    [Fact]
    public void The_identity_moves_nothing_and_its_gates_follow_the_picture()
    {
        using DisposeScope scope = NewDisposeScope();
        using IdentityNet net = new();
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter at = linear.Freeze(Picture(1));
        using Interpreter other = linear.Freeze(-Picture(1));
        DisplacementMap map = DisplacementMap.Of(at, cancellation: TestContext.Current.CancellationToken);
        Assert.All(map.Dx, dx => Assert.Equal(0, dx, 1e-12));
        Assert.All(map.Dy, dy => Assert.Equal(0, dy, 1e-12));
        Assert.All(TemplateMap.Of(at).Share, share => Assert.Equal(0, share));
        Assert.Equal([new GateDifference("halves.relu", 2 * Size * Size, 2 * Size * Size)],
            GateDifference.Between(at, other));
        Assert.Equal(0, MapDistance.Exact(at, other, TestContext.Current.CancellationToken).Value);
    }

    [Fact]
    public void A_template_is_separated_from_what_is_copied()
    {
        using DisposeScope scope = NewDisposeScope();
        bool[,] mask = new bool[Size, Size];
        float[,] pattern = new float[Size, Size];
        for (int i = 0; i < Size * Size; i++)
        {
            (int row, int column) = Math.DivRem(i, Size);
            mask[row, column] = (row - 10) * (row - 10) + (column - 13) * (column - 13) < 40;
            pattern[row, column] = 0.5f + 0.4f * MathF.Sin(row + 2 * column);
        }
        using TemplateNet net = new(mask, pattern);
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter at = linear.Freeze(Picture(1));
        TemplateMap map = TemplateMap.Of(at);
        Assert.Equal([1, Size, Size], map.Shape);
        for (int i = 0; i < Size * Size; i++)
            Assert.InRange(map.Share[i], mask[i / Size, i % Size] ? 0.95 : 0, mask[i / Size, i % Size] ? 1 : 0.05);
    }

    [Fact]
    public void A_switched_pattern_is_found_where_the_switch_is_on()
    {
        using DisposeScope scope = NewDisposeScope();
        float[,] pattern = new float[Size, Size];
        for (int i = 0; i < Size * Size; i++)
            pattern[i / Size, i % Size] = 0.6f + 0.3f * MathF.Cos(i);
        using SwitchNet net = new(pattern, threshold: 0.5);
        using LinearScope linear = LinearScope.Attach(net);
        // Smooth light from one side with some texture, so that the mean crosses the threshold along a line.
        Tensor ramp = linspace(0, 1, Size, ScalarType.Float32).reshape(1, 1, 1, Size).expand(1, 1, Size, Size);
        Tensor picture = ramp + 0.05 * Picture(1);
        using Interpreter at = linear.Freeze(picture);
        TemplateMap map = TemplateMap.Of(at);

        Tensor padded = nn.functional.pad(picture, [2, 2, 2, 2], PaddingModes.Reflect, 0);
        bool[] truth = nn.functional.avg_pool2d(padded, 5, 1).gt(0.5).flatten().data<bool>().ToArray();
        int both = 0, either = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            bool found = map.Share[i] > 0.5;
            both += found && truth[i] ? 1 : 0;
            either += found || truth[i] ? 1 : 0;
        }
        Assert.InRange(truth.Count(on => on), 100, Size * Size - 100);
        Assert.True(both >= 0.95 * either, $"IoU {both}/{either}");
    }

    [Fact]
    public void Planted_networks_hold_every_row_of_the_check()
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor>[] nets =
        [
            new ShiftNet(2, 1), new MirrorNet(), new IdentityNet(),
            new TemplateNet(new bool[Size, Size], new float[Size, Size]), new SwitchNet(new float[Size, Size], 0),
        ];
        foreach (nn.Module<Tensor, Tensor> net in nets)
        {
            using (net)
            {
                IReadOnlyList<CheckResult> rows = ScopeCheck.Network(net, Picture(1), pairs: 5, batch: 4);
                Assert.All(rows, row => Assert.True(row.Passed, $"{net.GetName()}\n{string.Join('\n', rows)}"));
            }
        }
    }

    private static Tensor Picture(long channels) =>
        RandomTensors.Gaussian([1, channels, Size, Size], ScalarType.Float32, new RandomStream(3).Split("picture"));
}
