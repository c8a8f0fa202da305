using Hinge.Torch.Units;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>The transform network of fast style transfer: one network a style, instance norms throughout.</summary>
/// <remarks>
/// J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual Losses for Real-Time Style Transfer and Super-Resolution", 2016, with
/// the instance norms of D. Ulyanov et al., 2016, as published for TensorFlow (its padding: nothing before, one zero
/// after). Input and output [n, 3, h, w], RGB 0 to 255, h and w divisible by 4; y = clamp(150 tanh(…) + 127.5, 0, 255).
/// </remarks>
public sealed class TransformNet : nn.Module<Tensor, Tensor>
{
    private const double Amplitude = 150;
    private const double Middle = 127.5;
    private const double Largest = 255;
    private const long OuterKernel = 9;
    private const double Epsilon = 1e-3;

    private readonly Layer _conv1, _conv2, _conv3, _up1, _up2, _out;
    private readonly StyleResidualBlock[] _residual;
    private readonly Tanh _tanh;
    private readonly ConstantAdd _middle;
    private readonly Clamp _clamp;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="width">Channels at full resolution; 2 and 4 times as many at a half and a quarter.</param>
    /// <param name="blocks">Residual blocks at a quarter of the resolution.</param>
    public TransformNet(long width = 32, int blocks = 5)
        : base(nameof(TransformNet))
    {
        register_module("conv1", _conv1 = Normalised(3, width, OuterKernel, rectified: true));
        register_module("conv2", _conv2 = Down(width, 2 * width));
        register_module("conv3", _conv3 = Down(2 * width, 4 * width));
        _residual = new StyleResidualBlock[blocks];
        for (int i = 0; i < blocks; i++)
            register_module($"res{i + 1}", _residual[i] = new StyleResidualBlock(4 * width));
        register_module("up1", _up1 = Up(4 * width, 2 * width));
        register_module("up2", _up2 = Up(2 * width, width));
        register_module("out", _out = Normalised(width, 3, OuterKernel, rectified: false));
        register_module("tanh", _tanh = nn.Tanh());
        using Tensor middle = tensor((float)Middle);
        register_module("middle", _middle = new ConstantAdd(middle, persistent: false));
        register_module("clamp", _clamp = new Clamp(0, Largest));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _conv3.call(_conv2.call(_conv1.call(input)));
        foreach (StyleResidualBlock block in _residual)
            x = block.call(x);
        x = _tanh.call(_out.call(_up2.call(_up1.call(x))));
        return _clamp.call(_middle.call(x * Amplitude)).MoveToOuterDisposeScope();
    }

    internal static TransformNet FromShapes(WeightShapes weights) =>
        new(weights.Of("conv1.weight", 4)[0], weights.Count("res{0}.conv1.weight", first: 1));

    /// <summary>A convolution of stride 1 without biases, an instance norm, perhaps a ReLU.</summary>
    internal static Layer Normalised(long from, long to, long kernel, bool rectified)
    {
        Conv2d convolution = Convolve.Same(from, to, kernel, bias: false);
        return rectified ? new(convolution, Norm(to), nn.ReLU()) : new(convolution, Norm(to));
    }

    private static Layer Down(long from, long to) => new(
        nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(from, to, 3, stride: 2, bias: false), Norm(to), nn.ReLU());

    // The full result has one row and one column more than twice the picture: the last ones go (a border of -1).
    private static Layer Up(long from, long to) => new(
        nn.ConvTranspose2d(from, to, 3, stride: 2, bias: false), nn.ZeroPad2d((0, -1, 0, -1)), Norm(to), nn.ReLU());

    /// <summary>An instance norm with scale and shift.</summary>
    internal static InstanceNorm2d Norm(long channels) => nn.InstanceNorm2d(channels, eps: Epsilon, affine: true);
}
