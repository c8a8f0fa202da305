using Hinge.Core;
using Hinge.Scope.Analyses;
using static TorchSharp.torch;

namespace Hinge.Scope;

public sealed partial class Interpreter
{
    /// <summary>How the pixels of the picture vote for one output, in the network's own coordinates.</summary>
    /// <param name="output">Index of the output, one number an axis; a class index for a classifier.</param>
    /// <exception cref="InputException">The operating point is not one picture [1, C, H, W].</exception>
    public PixelVotes Votes(params ReadOnlySpan<long> output)
    {
        if (Samples != 1 || Input.dim() != 4)
            throw new InputException($"votes need one picture [1, C, H, W]; the input is {LinearScope.Shape(Input)}");
        using DisposeScope scope = NewDisposeScope();
        long flat = FlatIndex(Output, output, "output");
        Tensor row = Row(output);
        Tensor votes = (row.to(ScalarType.Float64) * Input).sum([0L, 1L]);
        return new(
            Output.flatten()[flat].ToDouble(),
            Residual.flatten()[flat].ToDouble(),
            votes.contiguous().data<double>().ToArray(),
            (int)votes.shape[0],
            (int)votes.shape[1]);
    }
}
