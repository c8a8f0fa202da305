#!/usr/bin/env dotnet
#:project ../src/Hinge.Scope

// A unit of one's own: a dead zone, with the rule that says which affine map it is at an operating point.
using Hinge.Scope;
using Hinge.Scope.Certificates;
using Hinge.Scope.Units;
using TorchSharp;
using static TorchSharp.torch;

using DisposeScope disposal = NewDisposeScope();
random.manual_seed(1);
RuleSet rules = RuleSet.Default.With(new DeadZoneRule());
foreach (CheckResult check in ScopeCheck.Rule(new DeadZone(), randn([1, 2, 6, 6], ScalarType.Float64), rules: rules))
    Console.WriteLine(check);

using var net = nn.Sequential(("conv", nn.Conv2d(2, 3, 3)), ("zone", new DeadZone()), ("mix", nn.Conv2d(3, 1, 3)));
net.eval();
using LinearScope scope = LinearScope.Attach(net, new() { Rules = rules });
using Interpreter at = scope.Freeze(randn([1, 2, 6, 6]));
Console.WriteLine(at.Certify());

/// <summary>x where |x| is above one half, 0 elsewhere.</summary>
internal sealed class DeadZone() : nn.Module<Tensor, Tensor>("dead-zone")
{
    public override Tensor forward(Tensor input) => input * (input.abs() > 0.5);
}

/// <summary>Each value passes or not, as it did at the operating point.</summary>
internal sealed class DeadZoneRule : FreezingRule<DeadZone>
{
    protected override void Record(DeadZone module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record) =>
        record.Add("open", x.abs() > 0.5);

    protected override Frozen Build(DeadZone module, UnitRecord record, FreezingModes modes) =>
        new Gate(record.Shapes, record["open"]);

    private sealed class Gate(UnitShapes shapes, Tensor open) : Frozen(shapes)
    {
        public override Tensor Apply(Tensor v) => v * open;

        public override Tensor ApplyTransposed(Tensor u) => u * open;

        public override Tensor Support(Tensor v) => v.alias();
    }
}
