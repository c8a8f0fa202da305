using Hinge.Core;
using Hinge.Scope.Colouring;
using static TorchSharp.torch;

namespace Hinge.Scope;

public sealed partial class LinearScope
{
    private readonly Dictionary<string, Footprint> _footprints = [];

    /// <summary>Which outputs one input pixel can reach, whatever the weights and gates (spec §6).</summary>
    /// <param name="x">A picture of the size in question, [1, C, H, W].</param>
    /// <remarks>
    /// Runs the network's structure on a probe picture that is as small as the footprint allows; measured once a size.
    /// </remarks>
    /// <exception cref="InputException">The input is not one sample.</exception>
    public Footprint FootprintAt(Tensor x) => FootprintAt(x, FindCut(x));

    internal Footprint FootprintAt(Tensor x, int cutCall)
    {
        if (x.dim() == 0 || x.shape[0] != 1)
            throw new InputException($"the footprint is one sample's; the input is {Shape(x)}");
        if (x.dim() != 4)
            return Footprint.Whole("the input is no picture [B, C, H, W]");
        if (!_footprints.TryGetValue(Shape(x), out Footprint? footprint))
            _footprints[Shape(x)] = footprint = new FootprintProbe(this, x, cutCall).Measure();
        return footprint;
    }
}
