using Hinge.Scope.Certificates;
using Hinge.Scope.Replay;
using Hinge.Scope.Tests.Networks;
using Hinge.Scope.Units;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests;

/// <summary>The checks must notice damage: each mutation here makes one fail.</summary>
[NoLeak]
public class MutationTests
{
    [Fact]
    public void A_flipped_mask_bit_fails_the_certificate()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(SmallNet.NewInput());
        Assert.True(at.Certify().Passed);
        FrozenCall relu = at.Cache.Calls.First(call => call.Record.Tensors.ContainsKey("mask"));
        Tensor bit = relu.Record["mask"].flatten()[0];
        bit.logical_not_();
        Assert.False(at.Certify().Passed);
    }

    [Fact]
    public void A_shifted_pool_index_fails_the_certificate()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(SmallNet.NewInput());
        FrozenCall pool = at.Cache.Calls.First(call => call.Record.Tensors.ContainsKey("indices"));
        pool.Record["indices"].flatten()[0].add_(1);
        Assert.False(at.Certify().Passed);
    }

    [Fact]
    public void A_dropped_bias_fails_the_check() =>
        AssertCaught<Conv2d>(frozen => new Altered(frozen, keepOffset: false), "E6");

    [Fact]
    public void A_norm_without_its_factor_in_the_transpose_fails_the_check() =>
        AssertCaught<BatchNorm2d>(frozen => new Altered(frozen, transpose: u => u.alias()), "E3");

    [Fact]
    public void A_convolution_transposed_without_flipping_fails_the_check() =>
        AssertCaught<Conv2d>(frozen => new Altered(frozen, transpose: u =>
            frozen.Shapes.Input.SequenceEqual(frozen.Shapes.Output) ? frozen.Apply(u) : frozen.ApplyTransposed(u)),
            "E3");

    private static void AssertCaught<TModule>(Func<Frozen, Frozen> mutate, string row)
        where TModule : nn.Module<Tensor, Tensor>
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        ScopeSettings settings = new() { Rules = RuleSet.Default.With(new Mutant(typeof(TModule), mutate)) };
        IReadOnlyList<CheckResult> rows = ScopeCheck.Network(net, SmallNet.NewInput(), settings, pairs: 5, batch: 3);
        Assert.Contains(rows, result => result.Id == row && !result.Passed);
    }

    private sealed class Mutant(Type type, Func<Frozen, Frozen> mutate) : FreezingRule
    {
        private readonly FreezingRule _inner =
            RuleSet.Default.Rules.First(rule => rule.ModuleType.IsAssignableFrom(type));

        public override Type ModuleType => type;

        public override void Record(nn.Module module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record) =>
            _inner.Record(module, x, y, modes, record);

        public override Frozen Build(nn.Module module, UnitRecord record, FreezingModes modes) =>
            mutate(_inner.Build(module, record, modes));

        public override bool IsJacobian(nn.Module module, FreezingModes modes) => _inner.IsJacobian(module, modes);
    }

    private sealed class Altered : Frozen
    {
        private readonly Frozen _inner;
        private readonly Func<Tensor, Tensor>? _transpose;

        public Altered(Frozen inner, bool keepOffset = true, Func<Tensor, Tensor>? transpose = null)
            : base(inner.Shapes)
        {
            _inner = inner;
            _transpose = transpose;
            if (keepOffset)
                SetOffset(inner.Offset?.alias(), inner.Kind);
        }

        public override Tensor Apply(Tensor v) => _inner.Apply(v);

        public override Tensor ApplyTransposed(Tensor u) => _transpose?.Invoke(u) ?? _inner.ApplyTransposed(u);

        public override Tensor ApplyAffine(Tensor v) => _inner.ApplyAffine(v);

        protected override void Dispose(bool disposing)
        {
            _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
