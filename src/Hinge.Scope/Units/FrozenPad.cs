using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Padding by a constant, or a crop where the padding is negative.</summary>
internal sealed class FrozenPad : FrozenFunction
{
    private readonly long[] _padding;

    /// <summary>Freezes a padding.</summary>
    /// <param name="shapes">The shapes of the call.</param>
    /// <param name="module">The module.</param>
    /// <param name="border">What it adds; null when that is zero.</param>
    public FrozenPad(UnitShapes shapes, PadBase module, Tensor? border)
        : base(
            shapes,
            v => nn.functional.pad(v, module.padding, PaddingModes.Constant, 0),
            module.forward,
            border,
            SiteKind.Constant) => _padding = module.padding;

    /// <inheritdoc/>
    /// <remarks>
    /// What is cropped off the edge of a window is not what is cropped off the picture: an output also counts as
    /// connected to as many values on either side as the crop takes away.
    /// </remarks>
    public override Tensor Support(Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor reached = v;
        for (int i = 0; i < _padding.Length; i++)
        {
            // Pairs of before and behind, the last axis first.
            int axis = (int)v.dim() - 1 - i / 2;
            for (long step = 0; step < -_padding[i]; step++)
                reached = maximum(reached, Moved(reached, axis, towardsEnd: i % 2 == 0));
        }
        return base.Support(reached).MoveToOuterDisposeScope();
    }

    private static Tensor Moved(Tensor v, int axis, bool towardsEnd)
    {
        long[] edge = v.shape;
        long kept = edge[axis] - 1;
        edge[axis] = 1;
        Tensor nothing = zeros(edge, dtype: v.dtype);
        return towardsEnd
            ? cat([nothing, v.narrow(axis, 0, kept)], axis)
            : cat([v.narrow(axis, 1, kept), nothing], axis);
    }
}
