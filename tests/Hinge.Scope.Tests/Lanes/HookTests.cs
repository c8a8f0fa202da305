using Hinge.Core;
using Hinge.Scope.Certificates;
using Hinge.Scope.Lanes;
using Hinge.Scope.Tests.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Lanes;

[NoLeak]
public class HookTests
{
    [Fact]
    public void Every_row_holds_on_a_net_with_residual_concatenation_and_a_reused_in_place_unit()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        IReadOnlyList<CheckResult> rows = ScopeCheck.Network(net, SmallNet.NewInput());
        Assert.All(rows, row => Assert.True(row.Passed, string.Join('\n', rows)));
    }

    [Fact]
    public void A_reused_unit_is_told_apart_by_its_calls()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(SmallNet.NewInput());
        Assert.Equal(
            ["_first", "_norm", "_relu", "_body.conv", "_body.relu", "_body.drop", "_relu#2", "_pool", "_relu#3",
             "_head"],
            at.Calls);
    }

    [Fact]
    public void Hooks_come_off_and_leave_parameters_and_buffers_as_they_were()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        string before = Hinge.Torch.Weights.ModuleWeights.Sha256(net);
        LinearScope hooked = LinearScope.Attach(net);
        using (Interpreter at = hooked.Freeze(SmallNet.NewInput()))
            at.Certify();
        hooked.Dispose();
        hooked.Dispose();
        Assert.Equal(before, Hinge.Torch.Weights.ModuleWeights.Sha256(net));
        using LinearScope again = LinearScope.Attach(net);
    }

    [Fact]
    public void A_second_scope_on_a_network_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        using LinearScope first = LinearScope.Attach(net);
        InputException problem = Assert.Throws<InputException>(() => LinearScope.Attach(net));
        Assert.Contains("has a LinearScope already", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forward_that_throws_leaves_the_scope_usable()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        using LinearScope hooked = LinearScope.Attach(net);
        using Tensor wrong = zeros([1, 2, 8, 8], ScalarType.Float64);
        Assert.ThrowsAny<Exception>(() => hooked.Freeze(wrong));
        using Interpreter at = hooked.Freeze(SmallNet.NewInput());
        Assert.True(at.Certify().Passed);
    }

    [Fact]
    public void The_network_runs_plainly_while_hooks_are_on()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        using Tensor x = SmallNet.NewInput(samples: 3);
        using Tensor plain = net.call(x);
        using LinearScope hooked = LinearScope.Attach(net);
        using Tensor watched = net.call(x);
        Assert.True(plain.eq(watched).all().ToBoolean());
    }

    [Fact]
    public void A_collection_between_record_and_replay_changes_nothing()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(SmallNet.NewInput());
        using Tensor before = at.Row(1);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using Tensor after = at.Row(1);
        Assert.True(before.eq(after).all().ToBoolean());
    }

    [Fact]
    public void Lanes_carry_the_network_the_interpreter_and_noise_side_by_side()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        using Tensor x = SmallNet.NewInput(samples: 2);
        using Tensor noise = SmallNet.NewInput(samples: 2, seed: 11);
        using Tensor nothing = zeros_like(x);
        using LinearScope hooked = LinearScope.Attach(net);
        using LaneOutputs lanes =
            hooked.Run(x, Lane.Affine(x), Lane.Linear(noise), Lane.Affine(noise), Lane.Affine(nothing));
        Assert.Equal(4, lanes.Count);
        Assert.True(lanes[0].eq(lanes.Output).all().ToBoolean());
        // Affine = linear + residual.
        using Tensor difference = lanes[2] - lanes[1] - lanes[3];
        Assert.True(difference.abs().max().ToDouble() < 1e-12);
    }
}
