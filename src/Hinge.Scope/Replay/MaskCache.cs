using Hinge.Core;
using Hinge.Scope.Lanes;
using Hinge.Scope.Units;

namespace Hinge.Scope.Replay;

/// <summary>Every frozen call of one pass in order: all that a replay needs (spec §5, plan 2).</summary>
internal sealed class MaskCache : IDisposable
{
    private readonly List<FrozenCall> _calls = [];

    public IReadOnlyList<FrozenCall> Calls => _calls;

    public void Add(FrozenCall call) => _calls.Add(call);

    /// <summary>Adds a final softmax that is replaced by the identity.</summary>
    public void AddCut(UnitCall call, UnitShapes shapes)
    {
        FrozenFunction identity = new(shapes, v => v.alias(), v => v.alias(), null, SiteKind.Offset, diagonal: true);
        _calls.Add(new(call, new UnitRecord(shapes), identity, Cut: true));
    }

    /// <summary>The call that was recorded at this place.</summary>
    /// <exception cref="InputException">The network's code took another way.</exception>
    public FrozenCall At(UnitCall call)
    {
        string recorded = call.Ordinal < _calls.Count ? _calls[call.Ordinal].Call.Name : "the end";
        if (recorded != call.Name)
        {
            throw new InputException(
                $"control flow changed at call {call.Ordinal}: {recorded} recorded, {call.Name} called");
        }
        return _calls[call.Ordinal];
    }

    public void Dispose()
    {
        foreach (FrozenCall call in _calls)
            call.Dispose();
        _calls.Clear();
    }
}
