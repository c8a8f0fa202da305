using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Certificates;

public static partial class ScopeCheck
{
    /// <summary>
    /// Tests a freezing rule on one module: reproduction A z⁰ + c = h(z⁰), linearity, adjoint, the Jacobian against
    /// central finite differences where the rule claims it, an empty batch, several lane groups, and a rebuild from the
    /// record alone. For rules of one's own, run it with inputs on both sides of every gate.
    /// </summary>
    /// <param name="module">A module in evaluation mode.</param>
    /// <param name="x">Its input, [n, …], in double precision.</param>
    /// <param name="modes">The modes.</param>
    /// <param name="rules">The rules; defaults to the table's.</param>
    public static IReadOnlyList<CheckResult> Rule(
        nn.Module<Tensor, Tensor> module, Tensor x, FreezingModes? modes = null, RuleSet? rules = null)
    {
        modes ??= new();
        FreezingRule rule = (rules ?? RuleSet.Default).Find(module)
            ?? throw new InputException($"{module.GetType().Name}: no freezing rule");
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        Tensor y = module.forward(x.clone());
        using UnitRecord record = new(UnitShapes.Of(x, y));
        rule.Record(module, x, y, modes, record);
        using Frozen frozen = rule.Build(module, record, modes);
        using Frozen again = rule.Build(module, record, modes);

        RandomStream stream = new RandomStream(1).Split("rule");
        long samples = x.shape[0];
        Tensor v = RandomTensors.Gaussian([3 * samples, .. x.shape[1..]], x.dtype, stream);
        Tensor w = RandomTensors.Gaussian(v.shape, x.dtype, stream);
        Tensor u = RandomTensors.Gaussian([3 * samples, .. y.shape[1..]], x.dtype, stream);
        Tensor av = frozen.Apply(v);
        Tensor offset = frozen.Offset is null ? zeros_like(y) : frozen.Offset.expand_as(y);
        Tensor alone = cat([.. v.split(samples).Select(frozen.Apply)], 0);
        List<CheckResult> results =
        [
            new("A1", "A z + c = h(z)", RelativeError.Completeness(frozen.Apply(x), offset, y), 1e-13),
            new("A2", "the affine function fed with z = h(z)", RelativeError.Between(frozen.ApplyAffine(x), y), 1e-13),
            new("A3", "linear", RelativeError.Between(frozen.Apply(v + 2 * w), av + 2 * frozen.Apply(w)), 1e-13),
            new("A4", "adjoint", RelativeError.Adjoint(u, av, frozen.ApplyTransposed(u), v), 1e-13),
            new("A5", "lane groups do not mix", RelativeError.Between(av, alone), 1e-13),
            new("A6", "an empty batch stays empty", Math.Abs(frozen.Apply(v.narrow(0, 0, 0)).shape[0]), 0),
            new("A6", "the module takes an empty batch, if it says so", Refused(rule, module, x), 0),
            new("A7", "rebuilt from the record", RelativeError.Between(again.Apply(v), av), 0),
        ];
        if (rule.IsJacobian(module, modes))
            results.Add(FiniteDifferences(module, frozen, x, stream));
        return results;
    }

    private static int Refused(FreezingRule rule, nn.Module<Tensor, Tensor> module, Tensor x)
    {
        if (!rule.AcceptsEmptyBatch)
            return 0;
        try
        {
            module.forward(x.narrow(0, 0, 0).clone());
            return 0;
        }
        catch (System.Runtime.InteropServices.ExternalException)
        {
            return 1;
        }
    }

    private static CheckResult FiniteDifferences(
        nn.Module<Tensor, Tensor> module, Frozen frozen, Tensor x, RandomStream stream)
    {
        // Central differences of step h err by h² and by rounding/h; gates closer than h are the caller's to avoid.
        const double step = 1e-6;
        Tensor direction = RandomTensors.Gaussian(x.shape, x.dtype, stream);
        Tensor difference =
            (module.forward(x + step * direction) - module.forward(x - step * direction)) / (2 * step);
        double error = RelativeError.Between(frozen.Apply(direction), difference);
        return new("A8", "A = Jacobian by finite differences", error, 1e-7);
    }
}
