using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>A fully connected layer without its bias.</summary>
internal sealed class FrozenLinear : Frozen
{
    private readonly Linear _module;

    /// <summary>Freezes a fully connected layer over the last axis.</summary>
    public FrozenLinear(UnitShapes shapes, Linear module)
        : base(shapes)
    {
        _module = module;
        SetOffset(module.bias?.detach().alias(), SiteKind.Bias);
    }

    /// <inheritdoc/>
    public override bool WorksInDouble => true;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor v)
    {
        using Tensor weight = WeightAs(v.dtype, _module.weight);
        return nn.functional.linear(v, weight);
    }

    /// <inheritdoc/>
    public override Tensor ApplyTransposed(Tensor u)
    {
        using Tensor weight = _module.weight.detach();
        return u.matmul(weight);
    }

    /// <inheritdoc/>
    public override Tensor Support(Tensor v)
    {
        using Tensor any = v.sum([-1L], keepdim: true);
        return any.expand(Shapes.OutputBatch(v.shape[0])).clone();
    }

    /// <inheritdoc/>
    public override Tensor ApplyAffine(Tensor v) => _module.forward(v);
}
