using Hinge.Core.Randomness;
using Hinge.Scope.Bias;
using Hinge.Scope.Certificates;
using static TorchSharp.torch;

namespace Hinge.Scope;

public sealed partial class Interpreter
{
    /// <summary>
    /// Measures that y = F x + r, that rows and columns are of one matrix, and that the sites add up to r.
    /// </summary>
    /// <param name="pairs">Random pairs of the adjoint test.</param>
    public Certificate Certify(int pairs = 3)
    {
        using DisposeScope scope = NewDisposeScope();
        double completeness = RelativeError.Completeness(Apply(Input), Residual, Output);
        RandomStream stream = new RandomStream(_scope.Settings.Seed).Split("certificate");
        double adjoint = 0;
        for (int pair = 0; pair < pairs; pair++)
        {
            Tensor v = RandomTensors.Gaussian(Input.shape, Input.dtype, stream);
            Tensor u = RandomTensors.Gaussian(Output.shape, Output.dtype, stream);
            adjoint = Math.Max(adjoint, RelativeError.Adjoint(u, Apply(v), ApplyTransposed(u), v));
        }
        using BiasContributions bias = Bias();
        double sites = RelativeError.Between(bias.Sum(), Residual);
        return new(
            completeness, adjoint, sites, pairs, Health, Modes, Output.dtype.ToString(), IsJacobian,
            CertificateLimits.For(Output.dtype));
    }
}
