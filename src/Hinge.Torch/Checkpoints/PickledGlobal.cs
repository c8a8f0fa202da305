using Hinge.Core.Formats;

namespace Hinge.Torch.Checkpoints;

/// <summary>The name of a class or function in a pickle. Only a name: nothing is ever looked up.</summary>
/// <param name="Module">The Python module.</param>
/// <param name="Name">The name in it.</param>
internal sealed record PickledGlobal(string Module, string Name)
{
    /// <summary>The full name, fit for a message.</summary>
    public override string ToString() => Printable.Text($"{Module}.{Name}");
}
