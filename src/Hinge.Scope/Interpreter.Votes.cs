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
    public PixelVotes Votes(params ReadOnlySpan<long> output) => RawVotes(InputNormalisation.None, output);

    /// <summary>
    /// The votes in raw coordinates: every pixel's own value times its weight there. Their sum and r_raw are y too
    /// (spec §2).
    /// </summary>
    /// <param name="normalisation">What the network's input was made with.</param>
    /// <param name="output">Index of the output, one number an axis.</param>
    /// <exception cref="InputException">The operating point is not one picture [1, C, H, W].</exception>
    public PixelVotes RawVotes(InputNormalisation normalisation, params ReadOnlySpan<long> output)
    {
        CheckOnePicture();
        long flat = FlatIndex(Output, output, "output");
        using Tensor row = RowsAt(flat);
        return VotesOf(row, normalisation, flat)[0];
    }

    /// <summary>The votes for several outputs whose rows of F are there already.</summary>
    /// <param name="rows">The rows as <see cref="RowsAt"/> gives them, [count, C, H, W].</param>
    /// <param name="normalisation">
    /// What the network's input was made with, for raw coordinates; <see cref="InputNormalisation.None"/> for the
    /// network's own.
    /// </param>
    /// <param name="outputs">Flat indices of the outputs, one a row.</param>
    /// <returns>The votes for each output, in the order of the rows.</returns>
    /// <exception cref="InputException">
    /// The operating point is not one picture [1, C, H, W], or there are not as many outputs as rows.
    /// </exception>
    public IReadOnlyList<PixelVotes> VotesOf(
        Tensor rows, InputNormalisation normalisation, params ReadOnlySpan<long> outputs)
    {
        CheckOnePicture();
        if (rows.shape[0] != outputs.Length)
            throw new InputException($"{outputs.Length} outputs for rows of shape {LinearScope.Shape(rows)}");
        using DisposeScope scope = NewDisposeScope();
        bool own = normalisation.IsIdentity;
        Tensor values = own ? Input : Input - normalisation.RawOrigin(Input);
        Tensor residual = (own ? Residual : RawResidual(normalisation)).flatten(), y = Output.flatten();
        PixelVotes[] all = new PixelVotes[outputs.Length];
        for (int i = 0; i < all.Length; i++)
        {
            Tensor votes = (rows.narrow(0, i, 1).to(ScalarType.Float64) * values).sum([0L, 1L]);
            all[i] = new(
                y[outputs[i]].ToDouble(),
                residual[outputs[i]].ToDouble(),
                votes.contiguous().data<double>().ToArray(),
                (int)votes.shape[0],
                (int)votes.shape[1]);
        }
        return all;
    }

    private void CheckOnePicture()
    {
        if (Samples != 1 || Input.dim() != 4)
            throw new InputException($"votes need one picture [1, C, H, W]; the input is {LinearScope.Shape(Input)}");
    }
}
