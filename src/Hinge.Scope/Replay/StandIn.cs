using Hinge.Scope.Lanes;
using static TorchSharp.torch;

namespace Hinge.Scope.Replay;

/// <summary>What a module gets during a replay, where its own output is not wanted.</summary>
internal static class StandIn
{
    /// <summary>A batch of no samples, or of one where the module refuses that. Not connected to any graph.</summary>
    /// <param name="call">The call.</param>
    /// <param name="lanes">What the network's code handed over.</param>
    /// <param name="type">The module's own type, which may be narrower than the lanes'.</param>
    public static Tensor For(UnitCall call, Tensor lanes, ScalarType type)
    {
        if (!call.Unit.Rule.AcceptsEmptyBatch)
            return zeros([1, .. lanes.shape[1..]], dtype: type);
        using Tensor none = lanes.narrow(0, 0, 0);
        if (type == lanes.dtype)
            return none.detach();
        using Tensor constant = none.detach();
        return constant.to(type);
    }
}
