using Hinge.Core;
using Hinge.Scope.Certificates;
using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Lanes;

/// <summary>Networks that cannot be interpreted get one line that names the module.</summary>
[NoLeak]
public class RefusalTests
{
    private sealed class Wrapped(Func<Tensor, Tensor> code, params nn.Module<Tensor, Tensor>[] units)
        : nn.Module<Tensor, Tensor>("Wrapped")
    {
        public Wrapped Register()
        {
            for (int i = 0; i < units.Length; i++)
                register_module($"unit{i}", units[i]);
            return this;
        }

        public override Tensor forward(Tensor input) => code(input);
    }

    private sealed class Cubic() : nn.Module<Tensor, Tensor>("Cubic")
    {
        public override Tensor forward(Tensor input) => input.pow(3);
    }

    private static string Refusal(Func<nn.Module<Tensor, Tensor>> make, ScopeSettings? settings = null)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = make();
        net.eval();
        return Assert.Throws<InputException>(() =>
        {
            using LinearScope hooked = LinearScope.Attach(net, settings);
            using Tensor x = linspace(-1, 1, 32).reshape(2, 1, 4, 4);
            using Interpreter at = hooked.Freeze(x);
        }).Message;
    }

    private static nn.Module<Tensor, Tensor> InSequence(nn.Module<Tensor, Tensor> inner) =>
        nn.Sequential(("before", nn.Identity()), ("block", inner), ("after", nn.Identity()));

    private static Wrapped With(Func<nn.Module<Tensor, Tensor>, Tensor, Tensor> code)
    {
        var unit = nn.Conv2d(1, 1, 3, padding: 1);
        return new Wrapped(x => code(unit, x), unit).Register();
    }

    [Fact]
    public void A_hidden_non_linearity_is_found_in_the_module_that_contains_it() =>
        Assert.Matches(@"^block \(Wrapped\) is not linear",
            Refusal(() => InSequence(With((unit, x) => unit.call(x).relu()))));

    [Fact]
    public void A_non_linearity_before_a_unit_is_found_too() =>
        Assert.Matches(@"^block \(Wrapped\) is not linear",
            Refusal(() => InSequence(With((unit, x) => unit.call(x.abs())))));

    [Fact]
    public void A_product_of_branches_is_found() =>
        Assert.Matches(@"^block \(Wrapped\) is not linear",
            Refusal(() => InSequence(With((unit, x) => unit.call(x) * x))));

    [Fact]
    public void A_constant_added_by_code_is_found() =>
        Assert.Matches(@"^block \(Wrapped\) is not linear",
            Refusal(() => InSequence(With((unit, x) => unit.call(x) + 0.5))));

    [Fact]
    public void Coupled_samples_are_found() =>
        Assert.Matches(@"^block \(Wrapped\) is not linear",
            Refusal(() => InSequence(With((unit, x) => unit.call(x) - x.mean([0L], keepdim: true)))));

    [Fact]
    public void A_fixed_batch_size_is_found() =>
        Assert.Contains("fixes the batch size",
            Refusal(() => InSequence(With((unit, x) => unit.call(x.reshape(-1, 1, 2, 2))))), StringComparison.Ordinal);

    [Fact]
    public void A_unit_called_through_forward_is_found() =>
        Assert.Equal("block.unit0 was never called: its owner uses forward(); use call()",
            Refusal(() => InSequence(With((unit, x) => unit.forward(x))), new() { Probe = false }));

    [Fact]
    public void A_unit_without_a_rule_is_named_with_its_type() =>
        Assert.Equal("block (Cubic): no freezing rule; register one, or use --unknown tangent",
            Refusal(() => InSequence(new Cubic())));

    [Fact]
    public void Training_mode_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = nn.Sequential(nn.ReLU());
        net.train();
        string message = Assert.Throws<InputException>(() => LinearScope.Attach(net)).Message;
        Assert.Equal("the network (Sequential) is in training mode; call eval() on the network first", message);
    }

    [Fact]
    public void Infinity_in_the_input_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = nn.Sequential(nn.ReLU());
        net.eval();
        using LinearScope hooked = LinearScope.Attach(net);
        using Tensor x = tensor([0f, float.PositiveInfinity]).reshape(1, 2);
        string message = Assert.Throws<InputException>(() => hooked.Freeze(x)).Message;
        Assert.Contains("the input holds ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_flow_that_changes_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        bool second = false;
        var a = nn.ReLU();
        var b = nn.Tanh();
        using Wrapped net = new Wrapped(x => second ? b.call(a.call(x)) : a.call(b.call(x)), a, b).Register();
        net.eval();
        using LinearScope hooked = LinearScope.Attach(net);
        using Tensor x = ones([1, 3]);
        using Interpreter at = hooked.Freeze(x);
        second = true;
        string message = Assert.Throws<InputException>(() => at.Apply(x)).Message;
        Assert.Equal("control flow changed at call 0: unit1 recorded, unit0 called", message);
    }

    [Fact]
    public void An_unknown_unit_can_be_taken_by_its_jacobian()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = nn.Sequential(("conv", nn.Conv2d(1, 2, 3)), ("cubic", new Cubic()));
        net.to(ScalarType.Float64);
        net.eval();
        using Tensor x = linspace(-1, 1, 25, ScalarType.Float64).reshape(1, 1, 5, 5);
        ScopeSettings settings = new() { Unknown = UnknownUnit.Tangent };
        Assert.All(ScopeCheck.Network(net, x, settings), row => Assert.True(row.Passed, row.ToString()));
    }

    [Fact]
    public void A_rule_of_ones_own_makes_a_unit_known()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = nn.Sequential(("conv", nn.Conv2d(1, 2, 3)), ("cubic", new Cubic()));
        net.to(ScalarType.Float64);
        net.eval();
        using Tensor x = linspace(-1, 1, 25, ScalarType.Float64).reshape(1, 1, 5, 5);
        ScopeSettings settings = new() { Rules = RuleSet.Default.With(new CubicRule()) };
        Assert.All(ScopeCheck.Network(net, x, settings), row =>
            Assert.True(row.Passed || row.Id == "E5", row.ToString()));
        using Tensor z = linspace(-1, 1, 24, ScalarType.Float64).reshape(1, 2, 12);
        using Cubic cubic = new();
        cubic.eval();
        Assert.All(
            ScopeCheck.Rule(cubic, z, rules: settings.Rules), result => Assert.True(result.Passed, result.ToString()));
    }

    private sealed class CubicRule : FreezingRule<Cubic>
    {
        public override bool ReproducesExactly => false;

        protected override void Record(Cubic module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record) =>
            record.Add("square", x * x);

        protected override Frozen Build(Cubic module, UnitRecord record, FreezingModes modes) =>
            new FrozenScale(record.Shapes, record["square"].alias(), null, SiteKind.Offset);

        protected override bool IsJacobian(Cubic module, FreezingModes modes) => false;
    }
}
