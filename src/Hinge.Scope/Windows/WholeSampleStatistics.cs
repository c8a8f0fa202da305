using Hinge.Scope.Lanes;
using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Windows;

/// <summary>
/// One plain run of the network that notes only the statistics of its normalisations: what windows have to be told,
/// since they do not see the whole picture (spec §7).
/// </summary>
internal sealed class WholeSampleStatistics(FreezingModes modes) : ILanePass, IDisposable
{
    private readonly Dictionary<int, UnitRecord> _records = [];

    /// <summary>The statistics by ordinal of the call.</summary>
    public IReadOnlyDictionary<int, UnitRecord> Records => _records;

    // A module that works in place may not touch what the network's code reads again, nor the picture.
    public Tensor Enter(UnitCall call, Tensor lanes) => lanes.alias();

    public Tensor Leave(UnitCall call, Tensor lanes, Tensor own)
    {
        FreezingRule rule = call.Unit.Rule;
        if (rule.UsesWholeSample(call.Unit.Module, modes))
        {
            UnitRecord record = new(UnitShapes.Of(lanes, own));
            rule.Record(call.Unit.Module, lanes, own, modes, record);
            _records.Add(call.Ordinal, record);
        }
        return own;
    }

    public void Dispose()
    {
        foreach (UnitRecord record in _records.Values)
            record.Dispose();
        _records.Clear();
    }
}
