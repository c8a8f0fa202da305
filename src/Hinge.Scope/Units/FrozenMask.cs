using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>A = diag(mask), c = 0: what a ReLU is at the operating point.</summary>
internal sealed class FrozenMask(UnitShapes shapes, Tensor mask) : Frozen(shapes)
{
    /// <inheritdoc/>
    public override bool WorksInDouble => true;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor v) => Groups.Multiply(v, mask, Shapes.Samples);

    /// <inheritdoc/>
    public override Tensor ApplyTransposed(Tensor u) => Apply(u);

    /// <inheritdoc/>
    public override Tensor Support(Tensor v) => v.alias();
}
