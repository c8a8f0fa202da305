using Hinge.Scope.Lanes;
using static TorchSharp.torch;

namespace Hinge.Scope.Replay;

/// <summary>
/// The user's forward with every unit replaced by a placeholder whose backward is Aᵀ. The additions, concatenations and
/// slices of the user's code are recorded by libtorch, the arithmetic of the units is ours, and nothing is computed on
/// the way forward (spec §5, transposed replay).
/// </summary>
/// <param name="cache">The recorded maps.</param>
/// <param name="materialise">
/// Whether placeholders own their memory: needed where code or a unit writes in place, since an expanded scalar cannot
/// be written on.
/// </param>
/// <param name="arrived">Called with the ordinal of a call and the adjoint at its output.</param>
internal sealed class Wiring(MaskCache cache, bool materialise, Action<int, Tensor>? arrived = null) : ILanePass
{
    public Tensor Enter(UnitCall call, Tensor lanes) => StandIn.For(call, lanes, cache.At(call).Map.Shapes.Type);

    public Tensor Leave(UnitCall call, Tensor lanes, Tensor own)
    {
        own.Dispose();
        WiredCall wired = new(cache.At(call), lanes.shape[0], materialise, arrived);
        Tensor result = WiredUnit.apply(lanes, wired);
        if (!call.Unit.InPlace)
            return result;
        using (result)
            lanes.copy_(result);
        return lanes.alias();
    }

    /// <summary>A tensor of zeros that takes no memory unless <paramref name="materialise"/> asks for it.</summary>
    public static Tensor Placeholder(long[] shape, ScalarType type, bool materialise)
    {
        if (materialise)
            return zeros(shape, dtype: type);
        using Tensor zero = zeros(1, dtype: type);
        using Tensor expanded = zero.expand(shape);
        return expanded.detach();
    }
}
