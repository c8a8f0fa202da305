using Hinge.Scope.Lanes;
using static TorchSharp.torch;

namespace Hinge.Scope.Replay;

/// <summary>
/// The user's forward once more, with interpreter lanes only: the modules get batches of no samples, so they compute
/// nothing, and the recorded maps supply the outputs (spec §5, forward replay).
/// </summary>
internal sealed class ForwardReplay(MaskCache cache, IReadOnlyList<LaneFlag> flags) : ILanePass
{
    public Tensor Enter(UnitCall call, Tensor lanes) => StandIn.For(call, lanes, cache.At(call).Map.Shapes.Type);

    public Tensor Leave(UnitCall call, Tensor lanes, Tensor own)
    {
        own.Dispose();
        FrozenCall frozen = cache.At(call);
        Tensor result = Composition.Apply(frozen.Map, call.Ordinal, lanes, flags);
        if (!call.Unit.InPlace)
            return result;
        // What the unit overwrites, the network's code may read again.
        using (result)
            lanes.copy_(result);
        return lanes.alias();
    }
}
