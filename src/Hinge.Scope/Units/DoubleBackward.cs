using Hinge.Scope.Lanes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// Which modules libtorch cannot differentiate twice. It says so by an exception that nothing catches on its way out of
/// native code: the process ends. So they are looked for before.
/// </summary>
/// <remarks>
/// Of all modules of the table of §3 and of TorchSharp's other units only the hard sigmoid is one (libtorch 2.10). The
/// functions <c>hardsigmoid</c>, <c>grid_sample</c> and <c>scaled_dot_product_attention</c>, called by a network's own
/// code, cannot be seen from outside.
/// </remarks>
internal static class DoubleBackward
{
    /// <summary>
    /// The first module without a second derivative, described for a message; null when there is none.
    /// </summary>
    /// <param name="network">It and all modules in it are looked at.</param>
    public static string? Obstacle(nn.Module network)
    {
        foreach ((string path, nn.Module module) in network.named_modules().Prepend(("", network)))
        {
            if (module is Hardsigmoid)
                return ModuleTree.Describe(path, module);
        }
        return null;
    }
}
