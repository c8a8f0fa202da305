using static TorchSharp.torch;

namespace Hinge.Scope.Replay;

/// <summary>What a <see cref="WiredUnit"/> needs to know of its call.</summary>
/// <param name="Frozen">The recorded map.</param>
/// <param name="Lanes">Batch size.</param>
/// <param name="Materialise">Whether the placeholder owns its memory.</param>
/// <param name="Arrived">Called with the ordinal and the adjoint at the output.</param>
internal sealed record WiredCall(FrozenCall Frozen, long Lanes, bool Materialise, Action<int, Tensor>? Arrived);
