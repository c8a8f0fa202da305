using Hinge.Core.Randomness;
using Hinge.Scope.Lanes;
using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Replay;

/// <summary>
/// The network's structure without its numbers: group 0 is the network on a probe picture, every other group carries
/// the support of a seed. Units connect as <see cref="Frozen.Support"/> says; after each, the support gets new random
/// positive values, so that nothing overflows and the network's own sums and differences cannot cancel (spec §6).
/// </summary>
/// <param name="settings">The settings of the scope.</param>
/// <param name="cutCall">Ordinal of a final softmax that is the identity; −1 for none.</param>
internal sealed class SupportReplay(ScopeSettings settings, int cutCall) : ILanePass
{
    private readonly RandomStream _stream = new RandomStream(settings.Seed).Split("support");

    /// <summary>What each call's output was reached by, for calls whose output is a picture; null for others.</summary>
    public List<SeedExtents?> Reached { get; } = [];

    public Tensor Enter(UnitCall call, Tensor lanes)
    {
        Tensor own = lanes.narrow(0, 0, 1);
        if (!call.Unit.InPlace)
            return own;
        using (own)
            return own.clone();
    }

    public Tensor Leave(UnitCall call, Tensor lanes, Tensor own)
    {
        if (call.Ordinal == cutCall)
        {
            own.Dispose();
            return lanes.alias();
        }
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        HookedUnit unit = call.Unit;
        Tensor input = lanes.narrow(0, 0, 1);
        Tensor seeds = lanes.narrow(0, 1, lanes.shape[0] - 1).ne(0).to(lanes.dtype);
        using UnitRecord record = new(UnitShapes.Of(input, own));
        unit.Rule.Record(unit.Module, input, own, settings.Modes, record);
        using Frozen frozen = unit.Rule.Build(unit.Module, record, settings.Modes);
        Tensor reached = frozen.Support(seeds).ne(0);
        Reached.Add(reached.dim() == 4 ? SeedExtents.Of(reached) : null);
        Tensor fresh = reached * RandomTensors.Uniform(
            [1, .. reached.shape[1..]], lanes.dtype, _stream.Split((ulong)call.Ordinal));
        Tensor result = cat([own, fresh], 0);
        if (unit.InPlace)
            result = lanes.copy_(result).alias();
        own.Dispose();
        return result.MoveToOuterDisposeScope();
    }
}
