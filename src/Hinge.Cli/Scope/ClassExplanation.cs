using Hinge.Core.Pictures;
using Hinge.Scope;
using Hinge.Scope.Analyses;
using Hinge.Scope.Bias;
using Hinge.Scope.Certificates;
using Hinge.Scope.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>What LinearScope says of a classifier at one picture, as plain numbers.</summary>
/// <param name="Network">Name of the network.</param>
/// <param name="Picture">The picture.</param>
/// <param name="Certificate">The evidence that y = F x + r holds.</param>
/// <param name="Classes">All classes in their order where there are few; the strongest ones, best first, of
/// many.</param>
/// <param name="Chosen">The class that is explained: the winner, unless another was asked for.</param>
/// <param name="RunnerUp">The class with the next largest output.</param>
/// <param name="Bias">r of the chosen class split by layer.</param>
internal sealed record ClassExplanation(
    string Network,
    Picture Picture,
    Certificate Certificate,
    IReadOnlyList<ClassAccount> Classes,
    ClassAccount Chosen,
    ClassAccount RunnerUp,
    OutputBias Bias)
{
    private const int Few = 16, Strongest = 5;

    /// <summary>Explains an interpreter of a classifier.</summary>
    /// <param name="network">Name of the network.</param>
    /// <param name="at">The interpreter at one picture [1, C, H, W] with outputs [1, classes], two or more.</param>
    /// <param name="picture">The picture as it is shown.</param>
    /// <param name="chosen">The class to explain; null for the winner.</param>
    /// <param name="raw">What the network's input was made with, for votes in raw coordinates too.</param>
    public static ClassExplanation Of(
        string network, Interpreter at, Picture picture, int? chosen = null, InputNormalisation? raw = null)
    {
        double[] scores;
        using (Tensor wide = at.Output.to(ScalarType.Float64))
            scores = wide.data<double>().ToArray();
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(label => scores[label])];
        int explained = chosen ?? order[0];
        int other = order.FirstOrDefault(label => label != explained, explained);
        long[] shown = scores.Length <= Few
            ? [.. Enumerable.Range(0, scores.Length)]
            : [.. order.Take(Strongest).Append(explained).Distinct()];
        ClassAccount[] classes = AccountsOf(at, shown, raw);
        ClassAccount Find(int label) => classes.First(account => account.Label == label);
        return new(
            network, picture, at.Certify(), classes, Find(explained), Find(other), at.BiasOf(explained));
    }

    private static ClassAccount[] AccountsOf(Interpreter at, long[] labels, InputNormalisation? raw)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = at.RowsAt(labels);
        double[] Weights(int i) =>
            rows.narrow(0, i, 1).to(ScalarType.Float64).sum([0L, 1L]).contiguous().data<double>().ToArray();
        IReadOnlyList<PixelVotes> votes = at.VotesOf(rows, InputNormalisation.None, labels);
        IReadOnlyList<PixelVotes>? others = raw is null ? null : at.VotesOf(rows, raw, labels);
        return [.. labels.Select((label, i) => new ClassAccount((int)label, votes[i], Weights(i), others?[i]))];
    }
}
