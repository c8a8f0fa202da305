using Hinge.Scope.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

[NoLeak]
public class BicubicUpsamplingTests
{
    [Fact]
    public void It_reproduces_polynomials_of_second_degree_to_the_last_bits()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = new BicubicUpsampling().to(ScalarType.Float64);
        Tensor found = net.call(Surface(16, step: 1, first: 0));
        // Sub-pixels lie at -1/4, 1/4, 3/4 … of the pixels' numbers.
        Tensor expected = Surface(32, step: 0.5, first: -0.25);
        Tensor difference = Inner(found - expected).abs();
        Assert.InRange(difference.max().ToDouble(), 0, 1e-12);
    }

    [Fact]
    public void A_flat_picture_stays_flat_to_the_bit_up_to_the_border()
    {
        using DisposeScope scope = NewDisposeScope();
        using BicubicUpsampling net = new();
        Tensor flat = full([1, 1, 5, 6], 0.5f);
        Assert.Equal(0, net.call(flat).ne(0.5f).count_nonzero().ToInt64());
    }

    [Fact]
    public void It_is_not_trained_and_has_no_bias()
    {
        using BicubicUpsampling net = new();
        Assert.False(net.training);
        Assert.False(Assert.Single(net.parameters()).requires_grad);
    }

    private static Tensor Inner(Tensor picture) => picture.narrow(2, 4, 24).narrow(3, 4, 24);

    private static Tensor Surface(int size, double step, double first)
    {
        Tensor at = (arange(size, ScalarType.Float64) * step) + first;
        Tensor x = at.unsqueeze(0), y = at.unsqueeze(1);
        return (1 - (2 * x) + (0.3 * x * x) + (3 * y) - (0.7 * x * y) + (0.1 * y * y)).reshape(1, 1, size, size);
    }
}
