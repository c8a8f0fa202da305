using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// A network behind its own normalisation, so that it takes the picture's values x in place of z = (x − m)/s and all of
/// LinearScope speaks of raw coordinates: F diag(1/s), and r with a site more, F(−m/s) (spec §2, coordinates).
/// </summary>
public sealed class RawNetwork : nn.Module<Tensor, Tensor>
{
    private readonly FixedMask _scale;
    private readonly ConstantAdd _mean;
    private readonly nn.Module<Tensor, Tensor> _network;

    /// <summary>Puts a normalisation before a network.</summary>
    /// <param name="network">Takes z, [B, C, …]; belongs to the new module, as its child <c>network</c>.</param>
    /// <param name="normalisation">m and s, one number a channel, or one for all.</param>
    /// <param name="type">Of the network's weights.</param>
    public RawNetwork(nn.Module<Tensor, Tensor> network, InputNormalisation normalisation, ScalarType type)
        : base("raw")
    {
        using DisposeScope scope = NewDisposeScope();
        double[] factor = [.. normalisation.Deviation.Select(s => 1 / s)];
        double[] shift = [.. normalisation.Mean.Zip(normalisation.Deviation, (m, s) => -m / s)];
        long[] shape = [1, factor.Length, 1, 1];
        _scale = new FixedMask(tensor(factor, shape).to(type));
        _mean = new ConstantAdd(tensor(shift, shape).to(type));
        _network = network;
        register_module("scale", _scale);
        register_module("mean", _mean);
        register_module("network", network);
        train(network.training);
    }

    /// <summary>f((x − m)/s).</summary>
    /// <param name="input">x, [B, C, H, W].</param>
    public override Tensor forward(Tensor input)
    {
        using Tensor scaled = _scale.call(input);
        using Tensor normalised = _mean.call(scaled);
        return _network.call(normalised);
    }
}
