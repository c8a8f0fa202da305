using Hinge.Core;
using Hinge.Scope.Lanes;
using static TorchSharp.torch;

namespace Hinge.Scope.Replay;

/// <summary>
/// A forward replay of two lanes, x on the affine one and d on the linear one, that looks at every unit where its
/// decisions change along x + t d.
/// </summary>
internal sealed class CrossingReplay(MaskCache cache, long samples) : ILanePass
{
    private readonly ForwardReplay _replay = new(cache, [LaneFlag.Affine, LaneFlag.Linear]);

    /// <summary>The smallest time; +∞ when no decision ever changes.</summary>
    public double Earliest { get; private set; } = double.PositiveInfinity;

    /// <summary>The call whose decision changes first; null when none does.</summary>
    public string? Call { get; private set; }

    /// <summary>Flat index of that decision among those of its call.</summary>
    public long Gate { get; private set; }

    public Tensor Enter(UnitCall call, Tensor lanes)
    {
        Look(cache.At(call), lanes);
        return _replay.Enter(call, lanes);
    }

    public Tensor Leave(UnitCall call, Tensor lanes, Tensor own) => _replay.Leave(call, lanes, own);

    private void Look(FrozenCall frozen, Tensor lanes)
    {
        if (frozen.Cut)
            return;
        using DisposeScope scope = NewDisposeScope();
        Tensor z = lanes.narrow(0, 0, samples).to(ScalarType.Float64);
        Tensor direction = lanes.narrow(0, samples, samples).to(ScalarType.Float64);
        HookedUnit unit = frozen.Call.Unit;
        Tensor times = unit.Rule.Crossings(unit.Module, frozen.Record, z, direction) ?? throw new InputException(
            $"{frozen.Call.Name}: a {unit.Module.GetType().Name} is not piecewise linear, "
                + "so F changes all along a ray");
        if (times.numel() == 0)
            return;
        Tensor first = times.flatten().argmin();
        double earliest = times.flatten()[first.ToInt64()].ToDouble();
        if (earliest < Earliest)
            (Earliest, Call, Gate) = (earliest, frozen.Call.Name, first.ToInt64());
    }
}
