using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Lanes;

/// <summary>A module of the network that is frozen as one unit.</summary>
/// <param name="Module">The module.</param>
/// <param name="Path">Its path in the module tree.</param>
/// <param name="Rule">Its freezing rule.</param>
internal sealed record HookedUnit(nn.Module<Tensor, Tensor> Module, string Path, FreezingRule Rule)
{
    /// <summary>Whether the module overwrites its input.</summary>
    public bool InPlace { get; } =
        Module.GetType().GetProperty("inplace")?.GetValue(Module) is true;
}
