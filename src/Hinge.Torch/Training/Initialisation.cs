using Hinge.Core;
using Hinge.Core.Randomness;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Training;

/// <summary>
/// Initial weights from Hinge.Core's generator: the same seed gives the same bytes on every machine, whatever
/// libtorch's own generator has done.
/// </summary>
/// <remarks>
/// Sets every convolution, transposed convolution and linear layer of a network (weights by the law, biases 0) and
/// every batch, instance, group and layer norm (scale 1, shift 0, running mean 0 and variance 1). PReLU slopes and
/// parameters that a module declares by itself keep the values their constructor gave, and so do layers whose weights
/// take no gradient. Each weight has a stream of its
/// own, split by its name, so adding a layer leaves the others' values alone. Fans count what really enters an output:
/// in/groups · Πk for a convolution, in/groups · Πk/Πstride for a transposed one (PyTorch counts out/groups · Πk).
/// </remarks>
public static class Initialisation
{
    /// <summary>U(−b, b), b = √(6/((1 + a²) fan-in)): keeps the variance forward through ReLU or LeakyReLU.</summary>
    /// <param name="network">Receives the weights.</param>
    /// <param name="random">Split by name; its position does not matter and does not move.</param>
    /// <param name="negativeSlope">a, the slope of LeakyReLU; 0 for ReLU, 1 for no unit at all.</param>
    /// <exception cref="InputException">The network has no layer that this initialises.</exception>
    public static void KaimingUniform(nn.Module network, RandomStream random, double negativeSlope = 0) =>
        Apply(network, random, (stream, values, fanIn, _) =>
            Uniform(stream, values, 6 / ((1 + negativeSlope * negativeSlope) * fanIn)));

    /// <summary>U(−b, b), b = √(6/(fan-in + fan-out)): for tanh and linear layers.</summary>
    /// <param name="network">Receives the weights.</param>
    /// <param name="random">Split by name; its position does not matter and does not move.</param>
    /// <exception cref="InputException">The network has no layer that this initialises.</exception>
    public static void XavierUniform(nn.Module network, RandomStream random) =>
        Apply(network, random, (stream, values, fanIn, fanOut) => Uniform(stream, values, 6 / (fanIn + fanOut)));

    private delegate void Law(RandomStream stream, double[] values, double fanIn, double fanOut);

    private static void Apply(nn.Module network, RandomStream random, Law law)
    {
        using var frozen = no_grad();
        int layers = 0;
        // A shared layer has several names; the first one counts.
        var seen = new HashSet<nn.Module>(ReferenceEqualityComparer.Instance);
        foreach ((string name, nn.Module module) in network.named_modules().Prepend(("", network)))
        {
            if (seen.Add(module) && Initialise(module, random.Split(name), law))
                layers++;
        }
        if (layers == 0)
            throw new InputException($"initialisation: {network.GetName()} has no convolution, linear layer or norm");
    }

    private static bool Initialise(nn.Module module, RandomStream stream, Law law)
    {
        switch (module)
        {
            case Convolution layer when layer.weight.requires_grad:
                double field = layer.kernel_size.Aggregate(1.0, (product, k) => product * k) / layer.groups;
                double steps = layer.stride.Aggregate(1.0, (product, s) => product * s);
                double fanIn = layer.in_channels * field, fanOut = layer.out_channels * field;
                // A stride thins out the backward fan of a convolution, and the forward fan of a transposed one.
                if (layer.transposed)
                    fanIn /= steps;
                else
                    fanOut /= steps;
                Fill(layer.weight, stream, law, fanIn, fanOut);
                Set(layer.bias, 0);
                return true;
            case Linear layer when layer.weight.requires_grad:
                Fill(layer.weight, stream, law, layer.in_features, layer.out_features);
                Set(layer.bias, 0);
                return true;
            case NormBase norm:
                if (norm.track_running_stats)
                    norm.reset_running_stats();
                return Norm(norm.weight, norm.bias);
            case GroupNorm norm:
                return Norm(norm.weight, norm.bias);
            case LayerNorm norm:
                return Norm(norm.weight, norm.bias);
            default:
                return false;
        }
    }

    private static bool Norm(Parameter? scale, Parameter? shift)
    {
        Set(scale, 1);
        Set(shift, 0);
        return true;
    }

    private static void Set(Parameter? parameter, double value) => _ = parameter?.fill_(value);

    // Drawn in double and rounded once, so a Float64 network has the same weights to more digits.
    private static void Fill(Tensor weight, RandomStream stream, Law law, double fanIn, double fanOut)
    {
        double[] values = new double[weight.numel()];
        law(stream, values, fanIn, fanOut);
        using Tensor drawn = tensor(values, weight.shape);
        weight.copy_(drawn);
    }

    private static void Uniform(RandomStream stream, double[] values, double squaredBound)
    {
        double bound = Math.Sqrt(squaredBound);
        stream.FillUniform(values, -bound, bound);
    }
}
