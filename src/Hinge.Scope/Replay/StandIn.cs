using Hinge.Scope.Lanes;
using static TorchSharp.torch;

namespace Hinge.Scope.Replay;

/// <summary>What a module gets during a replay, where its own output is not wanted.</summary>
internal static class StandIn
{
    /// <summary>A batch of no samples, or of one where the module refuses that. Not connected to any graph.</summary>
    public static Tensor For(UnitCall call, Tensor lanes)
    {
        if (!call.Unit.Rule.AcceptsEmptyBatch)
            return zeros([1, .. lanes.shape[1..]], dtype: lanes.dtype);
        using Tensor none = lanes.narrow(0, 0, 0);
        return none.detach();
    }
}
