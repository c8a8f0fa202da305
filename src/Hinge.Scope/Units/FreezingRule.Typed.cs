using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>A rule for modules of type <typeparamref name="TModule"/>, with one tensor in and one tensor out.</summary>
public abstract class FreezingRule<TModule> : FreezingRule
    where TModule : nn.Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    public sealed override Type ModuleType => typeof(TModule);

    /// <inheritdoc/>
    public sealed override void Record(nn.Module module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record) =>
        Record((TModule)module, x, y, modes, record);

    /// <inheritdoc/>
    public sealed override Frozen Build(nn.Module module, UnitRecord record, FreezingModes modes) =>
        Build((TModule)module, record, modes);

    /// <inheritdoc/>
    public sealed override bool IsJacobian(nn.Module module, FreezingModes modes) =>
        IsJacobian((TModule)module, modes);

    /// <inheritdoc/>
    public sealed override bool IsLocal(nn.Module module, FreezingModes modes) => IsLocal((TModule)module, modes);

    /// <inheritdoc/>
    public sealed override bool UsesWholeSample(nn.Module module, FreezingModes modes) =>
        UsesWholeSample((TModule)module, modes);

    /// <inheritdoc/>
    public sealed override string? Refusal(nn.Module module) => Refusal((TModule)module);

    /// <inheritdoc cref="FreezingRule.Record"/>
    protected abstract void Record(TModule module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record);

    /// <inheritdoc cref="FreezingRule.Build"/>
    protected abstract Frozen Build(TModule module, UnitRecord record, FreezingModes modes);

    /// <inheritdoc cref="FreezingRule.IsJacobian"/>
    protected virtual bool IsJacobian(TModule module, FreezingModes modes) => true;

    /// <inheritdoc cref="FreezingRule.IsLocal"/>
    protected virtual bool IsLocal(TModule module, FreezingModes modes) => true;

    /// <inheritdoc cref="FreezingRule.UsesWholeSample"/>
    protected virtual bool UsesWholeSample(TModule module, FreezingModes modes) => false;

    /// <inheritdoc cref="FreezingRule.Refusal"/>
    protected virtual string? Refusal(TModule module) => null;
}
