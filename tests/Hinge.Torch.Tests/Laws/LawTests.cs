using Hinge.Core.Randomness;
using Hinge.Testing;
using Hinge.Testing.Laws;
using Xunit.Sdk;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Laws;

/// <summary>The laws hold for what obeys them and fail for what breaks them a little.</summary>
[NoLeak]
public sealed class LawTests
{
    [Fact]
    public void Adjoint_holds_for_convolution_and_its_transpose()
    {
        using Tensor w = Draw.Gaussian(new RandomStream(1), [4, 3, 3, 3]);
        Func<Tensor, Tensor> forward = v => nn.functional.conv2d(v, w, strides: [2, 2], padding: [1, 1]);
        Func<Tensor, Tensor> transpose = u => nn.functional.conv_transpose2d(u, w, strides: [2, 2], padding: [1, 1]);
        Assert.InRange(AdjointLaw.Holds(forward, transpose, [1, 3, 9, 7], [1, 4, 5, 4]), 0, 1e-13);
        Assert.Throws<TrueException>(() =>
            AdjointLaw.Holds(forward, u => transpose(u) * (1 + 1e-6), [1, 3, 9, 7], [1, 4, 5, 4]));
        Assert.Throws<TrueException>(() =>
            AdjointLaw.Holds(forward, u => transpose(u.flip(2)), [1, 3, 9, 7], [1, 4, 5, 4]));
    }

    [Fact]
    public void Linearity_holds_for_a_pooling_and_fails_for_a_unit_and_an_offset()
    {
        Func<Tensor, Tensor> pool = v => nn.functional.avg_pool2d(v, 2);
        LinearityLaw.Holds(pool, [2, 1, 4, 4]);
        Assert.Throws<TrueException>(() => LinearityLaw.Holds(v => pool(v).relu(), [2, 1, 4, 4]));
        Assert.Throws<TrueException>(() => LinearityLaw.Holds(v => pool(v) + 1e-3, [2, 1, 4, 4]));
    }

    [Fact]
    public void Jacobian_holds_for_tanh_and_fails_for_its_secant()
    {
        using var scope = NewDisposeScope();
        Tensor x = Draw.Gaussian(new RandomStream(2), [3, 5]);
        Tensor slope = 1 - x.tanh().pow(2), secant = x.tanh() / x;
        JacobianLaw.MatchesDifferences(t => t.tanh(), v => slope * v, x);
        JacobianLaw.MatchesAutograd(t => t.tanh(), u => slope * u, x);
        Assert.Throws<TrueException>(() => JacobianLaw.MatchesDifferences(t => t.tanh(), v => secant * v, x));
        Assert.Throws<TrueException>(() => JacobianLaw.MatchesAutograd(t => t.tanh(), u => secant * u, x));
    }

    [Fact]
    public void Same_bytes_tells_minus_zero_from_zero_and_accepts_equal_nans()
    {
        using Tensor plus = tensor([0f, float.NaN]), minus = tensor([-0f, float.NaN]), wide = tensor([0d, double.NaN]);
        using Tensor copy = plus.clone();
        SameBytes.Hold(plus, copy);
        Assert.Throws<TrueException>(() => SameBytes.Hold(plus, minus));
        Assert.Throws<EqualException>(() => SameBytes.Hold(plus, wide));
    }
}
