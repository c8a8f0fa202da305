using Hinge.Core;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Lanes;

/// <summary>A large picture is probed on a piece of it, and as a whole when the network does not run on a piece.</summary>
[NoLeak]
public class ProbedPieceTests
{
    private const long Side = 128;

    private sealed class Watched : nn.Module<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor> _code;
        private readonly nn.Module<Tensor, Tensor> _unit = nn.Identity();

        public Watched(Func<Tensor, Tensor> code)
            : base("Watched")
        {
            _code = code;
            RegisterComponents();
        }

        public List<string> Shapes { get; } = [];

        public override Tensor forward(Tensor input)
        {
            Shapes.Add(string.Join(' ', input.shape));
            return _unit.call(_code(input));
        }
    }

    private static List<string> ShapesSeen(Func<Tensor, Tensor> code, int times)
    {
        using DisposeScope scope = NewDisposeScope();
        Watched watched = new(code);
        using var net = nn.Sequential(("before", nn.ReLU()), ("block", watched), ("after", nn.ReLU()));
        net.eval();
        using LinearScope hooked = LinearScope.Attach(net);
        using Tensor x = linspace(-1, 1, Side * Side).reshape(1, 1, Side, Side);
        for (int i = 0; i < times; i++)
        {
            using Interpreter at = hooked.Freeze(x);
        }
        return watched.Shapes;
    }

    [Fact]
    public void A_large_picture_is_probed_once_on_a_piece() => Assert.Equal(
        ["4 1 64 64", "1 1 128 128", "1 1 128 128"],
        ShapesSeen(x => x.flip(3), times: 2));

    [Fact]
    public void A_network_that_needs_the_whole_picture_is_probed_there() => Assert.Equal(
        ["4 1 64 64", "4 1 128 128"],
        ShapesSeen(x => x.view(-1, 1, Side, Side).flip(3), times: 1));

    [Fact]
    public void A_hidden_non_linearity_is_found_in_a_large_picture() => Assert.Matches(
        @"^block \(Watched\) is not linear",
        Assert.Throws<InputException>(() => ShapesSeen(x => x.abs(), times: 1)).Message);
}
