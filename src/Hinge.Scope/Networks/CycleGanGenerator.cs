using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>The generator of CycleGAN: two strided convolutions, residual blocks, two transposed ones, tanh.</summary>
/// <remarks>
/// J.-Y. Zhu, T. Park, P. Isola, A. A. Efros, "Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial
/// Networks", 2017, with the published names. Input and output [n, 3, h, w], RGB −1 to 1, h and w divisible by 4.
/// </remarks>
public sealed class CycleGanGenerator : nn.Module<Tensor, Tensor>
{
    private const long OuterKernel = 7;

    private readonly Sequential _model;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="width">Channels at full resolution; 2 and 4 times as many at a half and a quarter.</param>
    /// <param name="blocks">Residual blocks; 9 for pictures of 256 pixels, 6 for 128.</param>
    public CycleGanGenerator(long width = 64, int blocks = 9)
        : base(nameof(CycleGanGenerator))
    {
        List<nn.Module<Tensor, Tensor>> layers =
        [
            nn.ReflectionPad2d(OuterKernel / 2), nn.Conv2d(3, width, OuterKernel), .. Rectified(width),
            Convolve.Half(width, 2 * width), .. Rectified(2 * width),
            Convolve.Half(2 * width, 4 * width), .. Rectified(4 * width),
        ];
        for (int i = 0; i < blocks; i++)
            layers.Add(new ReflectedResidualBlock(4 * width));
        layers.AddRange(
        [
            Up(4 * width, 2 * width), .. Rectified(2 * width), Up(2 * width, width), .. Rectified(width),
            nn.ReflectionPad2d(OuterKernel / 2), nn.Conv2d(width, 3, OuterKernel), nn.Tanh(),
        ]);
        register_module("model", _model = nn.Sequential(layers.Select((layer, i) => ($"{i}", layer))));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => _model.call(input);

    internal static CycleGanGenerator FromShapes(WeightShapes weights)
    {
        const int firstBlock = 10;
        int blocks = weights.Count("model.{0}.conv_block.1.weight", firstBlock);
        return new(weights.Of("model.1.weight", 4)[0], blocks);
    }

    private static nn.Module<Tensor, Tensor>[] Rectified(long channels) => [nn.InstanceNorm2d(channels), nn.ReLU()];

    private static ConvTranspose2d Up(long from, long to) =>
        nn.ConvTranspose2d(from, to, 3, stride: 2, padding: 1, output_padding: 1);
}
