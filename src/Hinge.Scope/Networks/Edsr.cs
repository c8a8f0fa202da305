using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// EDSR: residual blocks without any normalisation, enlargement by pixel shuffles, inside a shift of the mean.
/// </summary>
/// <remarks>
/// B. Lim, S. Son, H. Kim, S. Nah, K. M. Lee, "Enhanced Deep Residual Networks for Single Image Super-Resolution",
/// 2017, with the published names. Input [n, 3, h, w], RGB 0 to 255; output [n, 3, s·h, s·w].
/// </remarks>
public sealed class Edsr : nn.Module<Tensor, Tensor>
{
    private const long Colours = 3;

    // Mean of DIV2K, the training pictures, in 0 … 1.
    private static readonly double[] s_mean = [0.4488, 0.4371, 0.4040];

    private readonly Conv2d _subtractMean, _addMean;
    private readonly Sequential _head, _tail;
    private readonly Sequential _body;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="scale">s, 2 or more.</param>
    /// <param name="width">Channels of the features.</param>
    /// <param name="blocks">Residual blocks.</param>
    /// <param name="factor">What a block's residual is multiplied with; the largest networks take 0.1.</param>
    public Edsr(long scale = 2, long width = 64, int blocks = 16, double factor = 1)
        : base(nameof(Edsr))
    {
        register_module("sub_mean", _subtractMean = Shift(-1));
        register_module("add_mean", _addMean = Shift(1));
        register_module("head", _head = nn.Sequential(("0", Convolve.Same(Colours, width, 3))));
        _body = nn.Sequential(
        [
            .. Enumerable.Range(0, blocks)
                .Select(i =>
                    ($"{i}", (nn.Module<Tensor, Tensor>)new SrResidualBlock(width, normalised: false, factor))),
            ($"{blocks}", Convolve.Same(width, width, 3)),
        ]);
        register_module("body", _body);
        _tail = nn.Sequential(("0", Enlarger.Of(scale, width)), ("1", Convolve.Same(width, Colours, 3)));
        register_module("tail", _tail);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _head.call(_subtractMean.call(input));
        x = _body.call(x) + x;
        return _addMean.call(_tail.call(x)).MoveToOuterDisposeScope();
    }

    internal static Edsr FromShapes(WeightShapes weights)
    {
        int blocks = weights.Count("body.{0}.body.0.weight");
        long width = weights.Of("head.0.weight", 4)[0];
        const long wide = 256;
        return new(
            Enlarger.ScaleOf(weights, "tail.0.{0}.weight", stride: 2), width, blocks, width >= wide ? 0.1 : 1);
    }

    // The published form: a 1x1 convolution with the identity and the mean as weights, which no training moves.
    private static Conv2d Shift(int sign)
    {
        const double range = 255;
        Conv2d shift = nn.Conv2d(Colours, Colours, 1);
        using IDisposable constant = no_grad();
        using Tensor identity = eye(Colours);
        using Tensor weight = identity.reshape(Colours, Colours, 1, 1);
        using Tensor mean = tensor(s_mean.Select(m => (float)(sign * range * m)).ToArray());
        shift.weight.copy_(weight);
        shift.bias!.copy_(mean);
        shift.weight.requires_grad_(false);
        shift.bias.requires_grad_(false);
        return shift;
    }
}
