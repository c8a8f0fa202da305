using Hinge.Scope.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope;

public sealed partial class Interpreter
{
    /// <summary>
    /// r in raw coordinates, r − F(m/s) = interp(−m/s): what y is where every value of the picture itself is zero and
    /// the decisions stay as they are (spec §2). y less this is the part that the picture's own values carry.
    /// </summary>
    /// <param name="normalisation">What the network's input was made with.</param>
    /// <returns>[n, …output], owned by the caller.</returns>
    public Tensor RawResidual(InputNormalisation normalisation)
    {
        if (normalisation.IsIdentity)
            return Residual.clone();
        using Tensor origin = normalisation.RawOrigin(Input);
        return ApplyAffineInDouble(origin);
    }
}
