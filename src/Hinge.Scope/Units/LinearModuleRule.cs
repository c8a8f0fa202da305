using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// Modules that are linear as they stand: average pooling, pixel shuffling, resizing, zero, reflecting and replicating
/// padding, flattening, dropout in evaluation mode (table of §3, row 2).
/// </summary>
/// <typeparam name="TModule">The module type.</typeparam>
/// <param name="local">Whether an output depends on a bounded neighbourhood only; null for always.</param>
/// <param name="diagonal">Whether output i is input i times a number.</param>
internal sealed class LinearModuleRule<TModule>(Func<TModule, bool>? local = null, bool diagonal = false)
    : FreezingRule<TModule>
    where TModule : nn.Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override void Record(TModule module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
    }

    /// <inheritdoc/>
    protected override Frozen Build(TModule module, UnitRecord record, FreezingModes modes)
    {
        // A product with a number of each value's own widens; other weights may refuse.
        bool worksInDouble = diagonal || !(module.parameters().Any() || module.buffers().Any());
        return new FrozenFunction(
            record.Shapes, module.forward, module.forward, null, SiteKind.Constant, diagonal, worksInDouble);
    }

    /// <inheritdoc/>
    protected override bool IsLocal(TModule module, FreezingModes modes) => local?.Invoke(module) ?? true;

    /// <inheritdoc/>
    public override Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction) =>
        GateCrossings.None();
}
