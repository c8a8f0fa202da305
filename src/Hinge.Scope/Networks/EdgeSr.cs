using Hinge.Core;
using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// edge-SR: one convolution to C, 2C or 3C candidates for every output pixel (or a few with tanh between them), and a
/// choice among the candidates. Super-resolution for very small devices.
/// </summary>
/// <remarks>
/// P. Navarrete Michelini, Y. Lu, X. Jiang, "edge-SR: Super-Resolution For The Masses", 2022. Input [n, 1, h, w], luma
/// 0 to 1; output [n, 1, s·h, s·w].
/// </remarks>
public sealed class EdgeSr : nn.Module<Tensor, Tensor>
{
    private const long FirstKernel = 5;

    private readonly EdgeSrForm _form;
    private readonly nn.Module<Tensor, Tensor> _filter, _shuffle;
    private readonly ChannelMax? _maximum;
    private readonly Gate? _product;
    private readonly SoftmaxGate? _choice;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="form">How it chooses.</param>
    /// <param name="scale">s, 2 or more.</param>
    /// <param name="candidates">C.</param>
    /// <param name="kernel">Odd size of the one kernel; the convolutional form has 5, 3 and 3.</param>
    /// <param name="first">Channels after the first convolution of the convolutional form.</param>
    /// <param name="second">Channels after its second.</param>
    public EdgeSr(
        EdgeSrForm form, long scale = 2, long candidates = 4, long kernel = 5, long first = 8, long second = 4)
        : base(nameof(EdgeSr))
    {
        _form = form;
        long outputs = scale * scale * candidates * Parts(form);
        _filter = form == EdgeSrForm.Convolutional
            ? nn.Sequential(
                ("0", Convolve.Same(1, first, FirstKernel)), ("1", nn.Tanh()),
                ("2", Convolve.Same(first, second, 3)), ("3", nn.Tanh()),
                ("4", Convolve.Same(second, outputs, 3, bias: false)))
            : Convolve.Same(1, outputs, kernel, bias: false);
        register_module("filter", _filter);
        register_module("shuffle", _shuffle = nn.PixelShuffle(scale));
        if (form == EdgeSrForm.Maximum)
        {
            register_module("maximum", _maximum = new ChannelMax());
            return;
        }
        register_module("choice", _choice = new SoftmaxGate());
        if (form != EdgeSrForm.TemplateMatching)
            register_module("product", _product = new Gate());
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor all = _shuffle.call(_filter.call(input));
        if (_form == EdgeSrForm.Maximum)
            return _maximum!.call(all).MoveToOuterDisposeScope();
        Tensor[] parts = all.chunk(Parts(_form), 1);
        Tensor key = _form switch
        {
            EdgeSrForm.Transformer => _product!.call(parts[1], parts[2]),
            EdgeSrForm.Convolutional => _product!.call(parts[1], parts[1]),
            _ => parts[1],
        };
        return _choice!.call(key, parts[0]).MoveToOuterDisposeScope();
    }

    internal static EdgeSr FromShapes(EdgeSrForm form, WeightShapes weights, ArchitectureOptions options)
    {
        long scale = options.Scale
            ?? throw weights.Unknown("scale", "s² times the number of candidates are one number in the weights");
        string last = form == EdgeSrForm.Convolutional ? "filter.4.weight" : "filter.weight";
        long[] shape = weights.Of(last, 4);
        long each = scale * scale * Parts(form);
        if (shape[0] % each != 0)
            throw new InputException(
                $"{weights.Source}: {last} has {shape[0]} channels, no multiple of {each} at x{scale}");
        return form == EdgeSrForm.Convolutional
            ? new(form, scale, shape[0] / each, first: weights.Of("filter.0.weight", 4)[0], second: shape[1])
            : new(form, scale, shape[0] / each, shape[2]);
    }

    private static int Parts(EdgeSrForm form) => form switch
    {
        EdgeSrForm.Maximum => 1,
        EdgeSrForm.Transformer => 3,
        _ => 2,
    };
}
