using Hinge.Core.Pictures;
using Hinge.Scope;
using Hinge.Scope.Bias;
using Hinge.Scope.Certificates;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>What LinearScope says of a classifier at one picture, as plain numbers.</summary>
/// <param name="Network">Name of the network.</param>
/// <param name="Picture">The picture.</param>
/// <param name="Certificate">The evidence that y = F x + r holds.</param>
/// <param name="Classes">One entry a class, in the order of the outputs.</param>
/// <param name="Chosen">The class that is explained: the winner, unless another was asked for.</param>
/// <param name="RunnerUp">The class with the next largest output.</param>
/// <param name="Bias">r of the chosen class split by layer.</param>
internal sealed record ClassExplanation(
    string Network,
    Picture Picture,
    Certificate Certificate,
    IReadOnlyList<ClassAccount> Classes,
    int Chosen,
    int RunnerUp,
    OutputBias Bias)
{
    /// <summary>Explains an interpreter of a classifier.</summary>
    /// <param name="network">Name of the network.</param>
    /// <param name="at">The interpreter at one picture [1, C, H, W] with outputs [1, classes].</param>
    /// <param name="picture">The picture as it is shown.</param>
    /// <param name="chosen">The class to explain; null for the winner.</param>
    public static ClassExplanation Of(string network, Interpreter at, Picture picture, int? chosen = null)
    {
        ClassAccount[] classes = [.. Enumerable.Range(0, (int)at.Rows).Select(label => AccountOf(at, label))];
        int[] order = [.. Enumerable.Range(0, classes.Length).OrderByDescending(label => classes[label].Votes.Output)];
        int explained = chosen ?? order[0];
        int other = order.First(label => label != explained);
        return new(network, picture, at.Certify(), classes, explained, other, at.BiasOf(explained));
    }

    private static ClassAccount AccountOf(Interpreter at, int label)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor row = at.Row(label).to(ScalarType.Float64).sum([0L, 1L]).contiguous();
        return new(at.Votes(label), row.data<double>().ToArray());
    }
}
