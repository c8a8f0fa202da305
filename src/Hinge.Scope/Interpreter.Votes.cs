using Hinge.Core;
using Hinge.Scope.Analyses;
using Hinge.Scope.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope;

public sealed partial class Interpreter
{
    /// <summary>How the pixels of the picture vote for one output, in the network's own coordinates.</summary>
    /// <param name="output">Index of the output, one number an axis; a class index for a classifier.</param>
    /// <exception cref="InputException">The operating point is not one picture [1, C, H, W].</exception>
    public PixelVotes Votes(params ReadOnlySpan<long> output) => Votes(Input, Residual, output);

    /// <summary>
    /// The votes in raw coordinates: every pixel's own value times its weight there. Their sum and r_raw are y too
    /// (spec §2).
    /// </summary>
    /// <param name="normalisation">What the network's input was made with.</param>
    /// <param name="output">Index of the output, one number an axis.</param>
    /// <exception cref="InputException">The operating point is not one picture [1, C, H, W].</exception>
    public PixelVotes RawVotes(InputNormalisation normalisation, params ReadOnlySpan<long> output)
    {
        using DisposeScope scope = NewDisposeScope();
        return Votes(Input - normalisation.RawOrigin(Input), RawResidual(normalisation), output);
    }

    private PixelVotes Votes(Tensor values, Tensor residual, ReadOnlySpan<long> output)
    {
        if (Samples != 1 || Input.dim() != 4)
            throw new InputException($"votes need one picture [1, C, H, W]; the input is {LinearScope.Shape(Input)}");
        using DisposeScope scope = NewDisposeScope();
        long flat = FlatIndex(Output, output, "output");
        Tensor row = Row(output);
        Tensor votes = (row.to(ScalarType.Float64) * values).sum([0L, 1L]);
        return new(
            Output.flatten()[flat].ToDouble(),
            residual.flatten()[flat].ToDouble(),
            votes.contiguous().data<double>().ToArray(),
            (int)votes.shape[0],
            (int)votes.shape[1]);
    }
}
