using static TorchSharp.torch;

namespace Hinge.Torch.Graphs;

/// <summary>How nodes of one operation are built.</summary>
/// <param name="FewestInputs">Least number of inputs.</param>
/// <param name="MostInputs">Largest number of inputs.</param>
/// <param name="Build">Makes the function of a node and registers its modules; everything about the node is checked.
/// The function returns one tensor for each result.</param>
internal sealed record GraphOperation(
    int FewestInputs, int MostInputs, Func<NodeBuilder, Func<IReadOnlyList<Tensor>, Tensor[]>> Build)
{
    /// <summary>Most parts that an axis is split into.</summary>
    public const int MostParts = 4096;

    /// <summary>Whether a node has several results, called <c>name:0</c>, <c>name:1</c>, …</summary>
    public bool Splits { get; init; }

    /// <summary>The expected number of inputs, for messages.</summary>
    public string Arity => MostInputs == FewestInputs ? $"{FewestInputs}"
        : MostInputs == int.MaxValue ? $"at least {FewestInputs}" : $"{FewestInputs} to {MostInputs}";

    /// <summary>The names of a node's results.</summary>
    public IEnumerable<string> Results(GraphNode node)
    {
        if (!Splits)
            return [node.Name];
        int parts = node.Attributes.TryGetValue("sizes", out GraphAttribute? sizes) ? sizes.Numbers.Count
            : node.Attributes.TryGetValue("parts", out GraphAttribute? equal)
                && equal.Numbers is [> 0 and <= MostParts and var count] ? (int)count : 0;
        return Enumerable.Range(0, parts).Select(part => $"{node.Name}:{part}");
    }

    /// <summary>An operation of one module with one input.</summary>
    public static GraphOperation Unit(Func<NodeBuilder, nn.Module<Tensor, Tensor>> make) => new(1, 1, node =>
        Call(node.Register(make(node))));

    /// <summary>The function of a node that is one registered module.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Call(nn.Module<Tensor, Tensor> module) =>
        inputs => [module.call(inputs[0])];

    /// <summary>An operation that is plain linear code.</summary>
    public static GraphOperation Code(
        int fewest, int most, Func<NodeBuilder, Func<IReadOnlyList<Tensor>, Tensor>> make) => new(fewest, most, node =>
    {
        Func<IReadOnlyList<Tensor>, Tensor> run = make(node);
        return inputs => [run(inputs)];
    });
}
