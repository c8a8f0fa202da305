using Hinge.Core;
using Hinge.Scope.Certificates;
using Hinge.Scope.Replay;
using Hinge.Scope.Tests.Networks;
using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Units;

/// <summary>libtorch ends the process where it has no second derivative; such units are refused before.</summary>
[NoLeak]
public class DoubleBackwardTests
{
    [Fact]
    public void Columns_by_automatic_differentiation_are_refused_and_rows_are_not()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = Network();
        Tensor x = linspace(-5, 5, 16).reshape(1, 1, 4, 4);
        AutogradMap map = new(net, x);
        Assert.StartsWith("gate (Hardsigmoid) has no second derivative in libtorch",
            Assert.Throws<InputException>(() => map.Apply(x)).Message);
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(x);
        Tensor u = ones(1, 2, 4, 4);
        Assert.InRange(RelativeError.Between(map.ApplyTransposed(u), at.ApplyTransposed(u)), 0, 1e-6);
    }

    [Fact]
    public void Such_a_network_is_checked_by_rows_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = Network();
        IReadOnlyList<CheckResult> rows = ScopeCheck.Network(net, linspace(-5, 5, 16).reshape(1, 1, 4, 4), pairs: 5);
        Assert.All(rows, row => Assert.True(row.Passed, row.ToString()));
        Assert.EndsWith(", rows only", rows.Single(row => row.Id == "E5").Claim);
    }

    [Fact]
    public void A_unit_that_holds_one_cannot_be_frozen_by_its_tangent()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> gate = nn.Hardsigmoid();
        using CodeBlock block = new("swish", [gate], x => x * gate.call(x));
        block.eval();
        Assert.Matches(@"cannot be frozen by its tangent: \S+ \(Hardsigmoid\) has no second derivative in libtorch",
            RuleSet.Tangent.Refusal(block)!);
    }

    private static nn.Module<Tensor, Tensor> Network()
    {
        nn.Module<Tensor, Tensor> net = nn.Sequential(
            ("before", nn.Conv2d(1, 2, 3, padding: 1)), ("gate", nn.Hardsigmoid()), ("after", nn.Conv2d(2, 2, 1)));
        RandomWeights.Fill(net, new Core.Randomness.RandomStream(2));
        net.eval();
        return net;
    }
}
