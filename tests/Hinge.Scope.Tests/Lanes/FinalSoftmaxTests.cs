using Hinge.Scope.Certificates;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Lanes;

[NoLeak]
public class FinalSoftmaxTests
{
    [Fact]
    public void A_final_softmax_is_cut_off_and_the_logits_are_explained()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = nn.Sequential(("linear", nn.Linear(4, 3)), ("softmax", nn.Softmax(1)));
        net.to(ScalarType.Float64);
        net.eval();
        using Tensor x = linspace(-1, 1, 4, ScalarType.Float64).reshape(1, 4);
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(x);
        Assert.Equal("softmax", hooked.CutSoftmax);
        using Tensor probabilities = net.call(x);
        using Tensor ofLogits = at.Output.softmax(1);
        Assert.True(allclose(probabilities, ofLogits));
        Assert.True(at.Certify().Passed);
    }

    [Fact]
    public void A_softmax_inside_is_frozen_like_any_unit()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = nn.Sequential(("softmax", nn.Softmax(1)), ("linear", nn.Linear(4, 3)));
        net.to(ScalarType.Float64);
        net.eval();
        using Tensor x = linspace(-1, 1, 4, ScalarType.Float64).reshape(1, 4);
        Assert.All(ScopeCheck.Network(net, x), row => Assert.True(row.Passed, row.ToString()));
    }
}
