using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Scope.Lanes;
using static TorchSharp.torch;

namespace Hinge.Scope.Analyses;

/// <summary>
/// Whether votes tell which pixels an output needs: pixels are deleted in the order of their votes, with a random order
/// and the order of |x| as controls (spec §11).
/// </summary>
/// <param name="Votes">The votes.</param>
/// <param name="ByVote">Largest vote first.</param>
/// <param name="AtRandom">In a seeded random order.</param>
/// <param name="ByMagnitude">Largest Σ_ch |x| first.</param>
public sealed record DeletionCurves(
    PixelVotes Votes, DeletionCurve ByVote, DeletionCurve AtRandom, DeletionCurve ByMagnitude)
{
    /// <summary>
    /// Area under the real curve by votes over that at random: below 1 where votes find what matters.
    /// </summary>
    public double AreaRatio => ByVote.Area / AtRandom.Area;

    /// <summary>Deletes pixels of the picture that an interpreter was frozen at.</summary>
    /// <param name="at">The interpreter at one picture [1, C, H, W]; its network runs once a step and order.</param>
    /// <param name="output">Index of the output, one number an axis; a class index for a classifier.</param>
    /// <param name="settings">Steps, replacement, seed.</param>
    /// <param name="cancellation">Cancels between runs.</param>
    /// <exception cref="InputException">The input is not one picture, or a setting is out of range.</exception>
    public static DeletionCurves Of(
        Interpreter at, long[] output, DeletionSettings? settings = null, CancellationToken cancellation = default)
    {
        settings ??= new();
        PixelVotes votes = at.Votes(output);
        int pixels = votes.Votes.Length;
        if (settings.Steps < 1 || settings.Steps > pixels)
            throw new InputException($"{settings.Steps} steps of deletion for {pixels} pixels: expected 1 … {pixels}");
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        long flat = at.FlatOutput(output);
        Tensor row = at.RowsAt(flat).to(ScalarType.Float64);
        Tensor other = Other(at.Input, settings);
        double[] magnitude = at.Input.abs().to(ScalarType.Float64).sum([0L, 1L]).data<double>().ToArray();
        int[] random = new RandomStream(settings.Seed).Split("deletion").Permutation(pixels);
        DeletionCurve Curve(int[] order) =>
            Delete(at, flat, row, votes.Residual, other, order, settings.Steps, cancellation);
        return new(votes, Curve(Descending(votes.Votes)), Curve(random), Curve(Descending(magnitude)));
    }

    private static DeletionCurve Delete(
        Interpreter at, long output, Tensor row, double residual, Tensor other, int[] order, int steps,
        CancellationToken cancellation)
    {
        double[] fractions = new double[steps + 1], frozen = new double[steps + 1], real = new double[steps + 1];
        long height = at.Input.shape[2], width = at.Input.shape[3];
        bool[] deleted = new bool[order.Length];
        for (int step = 0, done = 0; step <= steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            for (int wanted = (int)((long)order.Length * step / steps); done < wanted; done++)
                deleted[order[done]] = true;
            Tensor left = where(tensor(deleted, [1, 1, height, width]), other, at.Input);
            fractions[step] = (double)done / order.Length;
            frozen[step] = (row * left).sum().ToDouble() + residual;
            using LaneOutputs run = at.Scope.Run(left);
            real[step] = run.Output.flatten()[output].ToDouble();
        }
        return new(fractions, frozen, real);
    }

    private static Tensor Other(Tensor picture, DeletionSettings settings)
    {
        switch (settings.Replacement)
        {
            case Replacement.Origin:
                return zeros_like(picture);
            case Replacement.Mean:
                return picture.mean([2L, 3L], keepdim: true).expand_as(picture);
            case Replacement.Blur:
                if (!(settings.BlurSigma > 0 && double.IsFinite(settings.BlurSigma)))
                    throw new InputException($"the width of the blur is {settings.BlurSigma}; expected above 0");
                int height = (int)picture.shape[2], width = (int)picture.shape[3];
                double[] values = picture.to(ScalarType.Float64).contiguous().data<double>().ToArray();
                for (int first = 0; first < values.Length; first += height * width)
                {
                    Span<double> channel = values.AsSpan(first, height * width);
                    GaussianFilter.Apply(channel, height, width, settings.BlurSigma).CopyTo(channel);
                }
                return tensor(values, picture.shape).to(picture.dtype);
            default:
                throw new ArgumentOutOfRangeException(nameof(settings));
        }
    }

    private static int[] Descending(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        // Equal values keep their order, so that the curve does not depend on the sorting method.
        Array.Sort(order, (one, another) => values[one] == values[another]
            ? one.CompareTo(another)
            : values[another].CompareTo(values[one]));
        return order;
    }
}
