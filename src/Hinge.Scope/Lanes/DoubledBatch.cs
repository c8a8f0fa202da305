using Hinge.Core;
using Hinge.Scope.Replay;
using Hinge.Scope.Units;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Lanes;

/// <summary>
/// Plan 1, the paper's doubled batch with any number of lanes: group 0 is the network itself, the other groups pass
/// through every unit as it is frozen by group 0. Can keep what it froze, which makes it the recording pass of plan 2.
/// </summary>
internal sealed class DoubledBatch(ScopeSettings settings, long samples, IReadOnlyList<LaneFlag> flags) : ILanePass
{
    /// <summary>Where the frozen units go; null lets go of each after its call.</summary>
    public MaskCache? Cache { get; init; }

    /// <summary>Watches that lanes stay linear; null when not asked for.</summary>
    public LinearityProbe? Probe { get; init; }

    /// <summary>Ordinal of a final softmax that is replaced by the identity; −1 for none.</summary>
    public int CutCall { get; init; } = -1;

    /// <summary>Statistics of the whole picture, by ordinal, when the samples are a window of it.</summary>
    public IReadOnlyDictionary<int, UnitRecord>? Imposed { get; init; }

    /// <summary>Whether to keep the output of a softmax that was called last.</summary>
    public bool WatchSoftmax { get; init; }

    /// <summary>The last call when it was a softmax, with its output: a candidate for cutting. The output outlives the
    /// network's forward, whatever dispose scope that has; whoever asked to watch disposes it.</summary>
    public (UnitCall Call, Tensor Output)? LastSoftmax { get; private set; }

    public Tensor Enter(UnitCall call, Tensor lanes)
    {
        CheckBatch(call, lanes);
        Probe?.CheckInput(call.Name, lanes);
        Tensor own = lanes.narrow(0, 0, samples);
        if (!call.Unit.InPlace)
            return own;
        using (own)
            return own.clone();
    }

    public Tensor Leave(UnitCall call, Tensor lanes, Tensor own)
    {
        if (call.Ordinal == CutCall)
        {
            Cache?.AddCut(call, UnitShapes.Of(lanes, lanes) with { Samples = samples });
            own.Dispose();
            return lanes.alias();
        }
        LastSoftmax?.Output.Dispose();
        LastSoftmax = WatchSoftmax && call.Unit.Module is Softmax or LogSoftmax or Softmax2d 
            ? (call, own.clone().DetachFromDisposeScope())
            : null;
        using DisposeScope scope = NewDisposeScope();
        HookedUnit unit = call.Unit;
        Tensor input = lanes.narrow(0, 0, samples);
        UnitRecord record = new(UnitShapes.Of(input, own)) { IsKept = Cache is not null };
        Tensor result;
        using (no_grad())
        {
            UnitRecord? known = Imposed?.GetValueOrDefault(call.Ordinal);
            if (known is null)
                unit.Rule.Record(unit.Module, input, own, settings.Modes, record);
            else
                record.Take(known);
            Frozen frozen = unit.Rule.Build(unit.Module, record, settings.Modes);
            if (known is not null)
            {
                own.Dispose();
                own = frozen.ApplyAffine(input);
            }
            result = own.alias();
            if (flags.Count > 0)
            {
                Tensor others = lanes.narrow(0, samples, lanes.shape[0] - samples);
                result = cat([own, Composition.Apply(frozen, call.Ordinal, others, flags)], 0);
            }
            if (Cache is not null)
            {
                Cache.Add(new(call, record, frozen));
            }
            else
            {
                frozen.Dispose();
                record.Dispose();
            }
            if (unit.InPlace)
                result = lanes.copy_(result).alias();
        }
        own.Dispose();
        return result.MoveToOuterDisposeScope();
    }

    public void EnterContainer(string path, Tensor lanes) => Probe?.EnterContainer(path, lanes);

    public void LeaveContainer(string path, Tensor lanes) => Probe?.LeaveContainer(path, lanes);

    private void CheckBatch(UnitCall call, Tensor lanes)
    {
        long expected = samples * (flags.Count + 1);
        if (lanes.shape[0] != expected)
        {
            throw new InputException(
                $"{call.Name}: a batch of {lanes.shape[0]} arrived where {expected} samples were under way; "
                + "the network's code fixes the batch size or folds other axes into it");
        }
    }
}
