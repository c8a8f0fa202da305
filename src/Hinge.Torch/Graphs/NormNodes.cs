using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Graphs;

/// <summary>Normalisations.</summary>
internal static class NormNodes
{
    private const double Epsilon = 1e-5;

    /// <summary>With stored mean and variance, of [B, C, H, W] or, where the attribute <c>rank</c> says 2, [B, C].
    /// </summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Batch(NodeBuilder node)
    {
        long features = node.Weight("mean", 1).Shape[0];
        double epsilon = node.Number("epsilon", Epsilon);
        bool affine = node.Has("weight") || node.Has("bias");
        if (node.Integer("rank", 2, 4) == 2)
        {
            BatchNorm1d flat = node.Register(nn.BatchNorm1d(features, epsilon, affine: affine, dtype: node.Type));
            Fill(node, affine, flat.weight, flat.bias);
            node.Copy("mean", flat.running_mean);
            node.Copy("variance", flat.running_var);
            return GraphOperation.Call(flat);
        }
        BatchNorm2d norm = node.Register(nn.BatchNorm2d(features, epsilon, affine: affine, dtype: node.Type));
        Fill(node, affine, norm.weight, norm.bias);
        node.Copy("mean", norm.running_mean);
        node.Copy("variance", norm.running_var);
        return GraphOperation.Call(norm);
    }

    /// <summary>Over rows and columns of each channel.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Instance(NodeBuilder node)
    {
        (long channels, bool affine) = Channels(node);
        double epsilon = node.Number("epsilon", Epsilon);
        InstanceNorm2d norm = node.Register(nn.InstanceNorm2d(channels, epsilon, affine: affine, dtype: node.Type));
        Fill(node, affine, norm.weight, norm.bias);
        return GraphOperation.Call(norm);
    }

    /// <summary>Over groups of channels.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Group(NodeBuilder node)
    {
        (long channels, bool affine) = Channels(node);
        long groups = node.Integer("groups", 1);
        if (channels % groups != 0)
            throw node.Wrong($"{channels} channels do not divide into {groups} groups");
        double epsilon = node.Number("epsilon", Epsilon);
        GroupNorm norm = node.Register(nn.GroupNorm(groups, channels, epsilon, affine, dtype: node.Type));
        Fill(node, affine, norm.weight, norm.bias);
        return GraphOperation.Call(norm);
    }

    /// <summary>Over the last dimensions, whose extents are those of the weight or of the attribute <c>shape</c>.
    /// </summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Layer(NodeBuilder node)
    {
        bool affine = node.Has("weight") || node.Has("bias");
        long[] shape = affine
            ? [.. node.Weight(node.Has("weight") ? "weight" : "bias").Shape]
            : node.AllIntegers("shape", 1);
        double epsilon = node.Number("epsilon", Epsilon);
        LayerNorm norm = node.Register(nn.LayerNorm(shape, epsilon, affine, dtype: node.Type));
        Fill(node, affine, norm.weight, norm.bias);
        return GraphOperation.Call(norm);
    }

    private static (long Channels, bool Affine) Channels(NodeBuilder node)
    {
        bool affine = node.Has("weight") || node.Has("bias");
        return affine
            ? (node.Weight(node.Has("weight") ? "weight" : "bias", 1).Shape[0], true)
            : (node.Integer("channels", 1), false);
    }

    // A weight without a bias, or the reverse, leaves the other at one or zero.
    private static void Fill(NodeBuilder node, bool affine, Tensor? weight, Tensor? bias)
    {
        if (!affine)
            return;
        if (node.Has("weight"))
            node.Copy("weight", weight);
        if (node.Has("bias"))
            node.Copy("bias", bias);
    }
}
