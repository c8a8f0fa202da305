using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// How one kind of module is frozen. A rule works in two steps: <see cref="Record"/> notes what the unit decided at the
/// operating point, <see cref="Build"/> makes the affine map from that record and the module's weights. The second step
/// alone restores a saved interpreter.
/// </summary>
public abstract class FreezingRule
{
    /// <summary>
    /// The module type that the rule is for; a rule serves derived types that have none of their own.
    /// </summary>
    public abstract Type ModuleType { get; }

    /// <summary>Notes what the unit decided.</summary>
    /// <param name="module">The unit.</param>
    /// <param name="x">Its input z⁰ at the operating point, [n, …].</param>
    /// <param name="y">Its output h(z⁰), [n, …].</param>
    /// <param name="modes">The modes asked for.</param>
    /// <param name="record">Receives the decisions.</param>
    public abstract void Record(nn.Module module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record);

    /// <summary>Makes the affine map from a record.</summary>
    public abstract Frozen Build(nn.Module module, UnitRecord record, FreezingModes modes);

    /// <summary>Whether A is the unit's Jacobian in these modes (column J of the table).</summary>
    public abstract bool IsJacobian(nn.Module module, FreezingModes modes);

    /// <summary>Whether the map is local: an output depends on inputs of a bounded neighbourhood only.</summary>
    public virtual bool IsLocal(nn.Module module, FreezingModes modes) => true;

    /// <summary>
    /// Whether the decision is a statistic of the whole sample, kept as "mean" and "variance": a window of the picture
    /// has to be told it.
    /// </summary>
    public virtual bool UsesWholeSample(nn.Module module, FreezingModes modes) => false;

    /// <summary>
    /// Whether A z⁰ + c equals h(z⁰) to the bit: affine modules replay their own function, gates copy or drop values.
    /// </summary>
    public virtual bool ReproducesExactly => true;

    /// <summary>
    /// Whether the module runs on a batch of no samples, which is what replays hand it. If not, it gets one sample of
    /// zeros and its work is thrown away.
    /// </summary>
    public virtual bool AcceptsEmptyBatch => true;

    /// <summary>
    /// Where on the ray z⁰ + t ż, t ≥ 0, the unit's decisions change: one time a gate, +∞ where it stays, so that
    /// inside the smallest the unit remains the affine map it is.
    /// </summary>
    /// <param name="module">The unit.</param>
    /// <param name="record">What it decided at z⁰.</param>
    /// <param name="z">z⁰, [n, …], double.</param>
    /// <param name="direction">ż, [n, …], double.</param>
    /// <returns>
    /// Upper bounds of the times, the smallest of them exact; none for a unit without decisions; null for one that is
    /// not piecewise linear and changes all along the ray.
    /// </returns>
    public virtual Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction) => null;

    /// <summary>Why a module of this type cannot be frozen as it is, or null.</summary>
    public virtual string? Refusal(nn.Module module) => null;
}
