using static TorchSharp.torch;

namespace Hinge.Scope.Certificates;

/// <summary>
/// The acceptance rows of the specification's §18 on any network and input (<c>hinge scope verify</c>).
/// </summary>
public static partial class ScopeCheck
{
    /// <summary>Measures E1 – E7, E10 and E11.</summary>
    /// <param name="net">A network in evaluation mode, without a scope.</param>
    /// <param name="x">One input, [1, …].</param>
    /// <param name="settings">How to freeze it.</param>
    /// <param name="pairs">Random pairs, rows and columns to try.</param>
    /// <param name="batch">Size of the batch that E10 puts the input into.</param>
    /// <returns>The rows that apply to this network.</returns>
    public static IReadOnlyList<CheckResult> Network(
        nn.Module<Tensor, Tensor> net, Tensor x, ScopeSettings? settings = null, int pairs = 100, int batch = 64)
    {
        settings ??= new();
        using DisposeScope scope = NewDisposeScope();
        NetworkCheck check = new(net, x, settings, pairs, batch);
        return check.Measure();
    }
}
