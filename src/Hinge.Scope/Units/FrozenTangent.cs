using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>The Jacobian of a module at z⁰ by automatic differentiation (plan 3 of §5, at one module only).</summary>
internal sealed class FrozenTangent : Frozen
{
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly Tensor _input;

    /// <summary>Freezes a module by its Jacobian.</summary>
    public FrozenTangent(UnitShapes shapes, nn.Module<Tensor, Tensor> module, Tensor input, Tensor output)
        : base(shapes)
    {
        _module = module;
        _input = input;
        using DisposeScope scope = NewDisposeScope();
        SetOffset(output - Apply(input), SiteKind.Offset);
    }

    /// <inheritdoc/>
    public override Tensor Apply(Tensor v)
    {
        using Tensor at = Repeat(v.shape[0]);
        return Differentiation.Jvp(Call, at, v);
    }

    /// <inheritdoc/>
    public override Tensor ApplyTransposed(Tensor u)
    {
        using Tensor at = Repeat(u.shape[0]);
        return Differentiation.Vjp(Call, at, u);
    }

    private Tensor Call(Tensor v) => _module.forward(v.clone());

    private Tensor Repeat(long lanes) =>
        _input.repeat([lanes / Shapes.Samples, .. Enumerable.Repeat(1L, Shapes.Input.Length)]);
}
