using Hinge.Torch.Units;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>DnCNN: a chain of 3x3 convolutions that predicts the noise; the output is the input without it.</summary>
/// <remarks>
/// K. Zhang, W. Zuo, Y. Chen, D. Meng, L. Zhang, "Beyond a Gaussian Denoiser", 2017; without biases: S. Mohan, Z.
/// Kadkhodaie, E. P. Simoncelli, C. Fernandez-Granda, "Robust and Interpretable Blind Image Denoising via Bias-Free
/// Convolutional Neural Networks", 2020, whose normalisation is folded into one factor a channel. Input and output
/// [n, 1, h, w], grey 0 to 1.
/// </remarks>
public sealed class DnCnn : nn.Module<Tensor, Tensor>
{
    private readonly Layer _first;
    private readonly Sequential _hidden;
    private readonly Conv2d _last;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="form">Its constants.</param>
    /// <param name="layers">Convolutions in all, 3 or more.</param>
    /// <param name="width">Channels between them.</param>
    public DnCnn(DnCnnForm form = DnCnnForm.BiasFree, int layers = 20, long width = 64)
        : base(nameof(DnCnn))
    {
        bool biased = form != DnCnnForm.BiasFree;
        register_module("first", _first = new(Convolve.Same(1, width, 3, biased), nn.ReLU()));
        _hidden = nn.Sequential(Enumerable.Range(0, layers - 2)
            .Select(i => ($"{i}", (nn.Module<Tensor, Tensor>)Hidden(form, width))));
        register_module("hidden", _hidden);
        register_module("last", _last = Convolve.Same(width, 1, 3, biased));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor noise = _last.call(_hidden.call(_first.call(input)));
        return (input - noise).MoveToOuterDisposeScope();
    }

    internal static DnCnn FromShapes(WeightShapes weights)
    {
        DnCnnForm form = weights.Has("hidden.0.scale") ? DnCnnForm.BiasFree
            : weights.Has("hidden.0.norm.weight") ? DnCnnForm.BatchNorm
            : DnCnnForm.Biased;
        return new(form, weights.Count("hidden.{0}.weight") + 2, weights.Of("first.weight", 4)[0]);
    }

    private static Layer Hidden(DnCnnForm form, long width)
    {
        Conv2d convolution = Convolve.Same(width, width, 3, bias: form == DnCnnForm.Biased);
        return form switch
        {
            DnCnnForm.BiasFree => new(convolution, new ChannelScale(width), nn.ReLU()),
            DnCnnForm.BatchNorm => new(convolution, nn.BatchNorm2d(width), nn.ReLU()),
            _ => new(convolution, nn.ReLU()),
        };
    }
}
