using Hinge.Core;
using static TorchSharp.torch;

namespace Hinge.Scope.Analyses;

/// <summary>
/// How much of each output is the network's own template rather than made of its input: T = |r| / (|r| + |F x|)
/// (spec §11).
/// </summary>
/// <param name="Shape">Shape of an output.</param>
/// <param name="Share">T, 0 … 1, in the order of the output; 0 where output and parts are all zero.</param>
public sealed record TemplateMap(long[] Shape, double[] Share)
{
    /// <summary>Measures every output.</summary>
    /// <param name="at">The interpreter at the picture.</param>
    /// <exception cref="InputException">Several samples are frozen together.</exception>
    public static TemplateMap Of(Interpreter at)
    {
        if (at.Samples != 1)
            throw new InputException($"a template map belongs to one sample; {at.Samples} are frozen together");
        using DisposeScope scope = NewDisposeScope();
        Tensor own = at.Residual.to(ScalarType.Float64).abs();
        Tensor all = own + at.Apply(at.Input).to(ScalarType.Float64).abs();
        Tensor share = where(all > 0, own / all, zeros_like(all));
        return new(at.Output.shape[1..], share.contiguous().data<double>().ToArray());
    }
}
