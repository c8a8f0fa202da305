using Hinge.Scope.Lanes;
using Hinge.Scope.Units;

namespace Hinge.Scope.Replay;

/// <summary>A call of a unit with what it decided and the affine map it was.</summary>
/// <param name="Call">The call.</param>
/// <param name="Record">What the unit decided.</param>
/// <param name="Map">The affine map.</param>
/// <param name="Cut">Whether this is a final softmax that was replaced by the identity.</param>
internal sealed record FrozenCall(UnitCall Call, UnitRecord Record, Frozen Map, bool Cut = false) : IDisposable
{
    public void Dispose()
    {
        Map.Dispose();
        Record.Dispose();
    }
}
