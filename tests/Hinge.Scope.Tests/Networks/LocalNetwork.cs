using Hinge.Core.Randomness;
using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>
/// A network drawn from a seed whose output is a picture of bounded fields: strides, dilation, transposed convolution,
/// pixel shuffle and its inverse, pooling, resizing, residual sums, concatenation, an hourglass with a skip, reflecting
/// and replicating padding.
/// </summary>
public sealed class LocalNetwork : nn.Module<Tensor, Tensor>
{
    private readonly List<CodeBlock> _blocks = [];
    private readonly RandomStream _stream;
    private readonly bool _positive;
    private long _channels;
    private double _size;

    /// <param name="seed">The architecture and its weights.</param>
    /// <param name="type">Element type.</param>
    /// <param name="positive">Positive weights and no gates: the map reaches all that its structure allows.</param>
    public LocalNetwork(ulong seed, ScalarType type, bool positive = false)
        : base($"local{seed}")
    {
        _positive = positive;
        _stream = new RandomStream(seed).Split("local network");
        InputShape = [1, Draw(1, 2), Draw(14, 21), Draw(14, 21)];
        _channels = InputShape[1];
        _size = Math.Min(InputShape[2], InputShape[3]);
        int blocks = Draw(2, 4);
        for (int i = 0; i < blocks; i++)
        {
            CodeBlock block = NewBlock();
            _blocks.Add(block);
            register_module($"block{i}", block);
        }
        this.to(type);
        RandomWeights.Fill(this, _stream.Split("weights"));
        if (positive)
        {
            using IDisposable constant = no_grad();
            foreach (var parameter in parameters())
                parameter.abs_().add_(0.05);
        }
        eval();
    }

    public long[] InputShape { get; }

    public string Description => string.Join(" > ", _blocks.Select(block => block.GetName()));

    public Tensor NewInput()
    {
        Tensor x =
            RandomTensors.Gaussian(InputShape, parameters().First().dtype, new RandomStream(7).Split(Description));
        return _positive ? x.abs_() : x;
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = input;
        foreach (CodeBlock block in _blocks)
            x = block.call(x);
        return x.MoveToOuterDisposeScope();
    }

    private CodeBlock NewBlock()
    {
        long before = _channels;
        switch (Draw(0, 9))
        {
            case 0 when _size >= 12:
                _size /= 2;
                return Chain("pool", NewPool());
            case 1 when _size >= 12:
                _size /= 2;
                return Chain("strided", nn.Conv2d(before, _channels = Draw(1, 3), Draw(2, 4), stride: 2, padding: 1));
            case 2 when _size <= 16:
                _size *= 2;
                return Chain("transposed",
                    nn.ConvTranspose2d(before, _channels = Draw(1, 2), 4, stride: 2, padding: 1));
            case 3 when _size <= 16:
                _size *= 2;
                _channels = 2;
                return Chain("shuffle", nn.Conv2d(before, 8, 3, padding: 1), nn.PixelShuffle(2));
            case 4 when _size <= 16:
                _size *= 2;
                return Chain("resize", nn.Upsample(
                    scale_factor: [2, 2],
                    mode: Draw(0, 1) == 0 ? UpsampleMode.Nearest : UpsampleMode.Bilinear,
                    align_corners: null));
            case 5:
                nn.Module<Tensor, Tensor> first = Convolution(before, before), gate = Activation();
                return new("residual", [first, gate], x => gate.call(first.call(x)) - x * 0.7);
            case 6:
                _channels += 1;
                nn.Module<Tensor, Tensor> grown = Convolution(before, 1);
                return new("concatenation", [grown], x => cat([x, grown.call(x)], 1));
            case 7 when _size >= 12:
                nn.Module<Tensor, Tensor> down = nn.Conv2d(before, 2, 3, stride: 2, padding: 1);
                nn.Module<Tensor, Tensor> inner = Activation();
                nn.Module<Tensor, Tensor> up = nn.ConvTranspose2d(2, 1, 4, stride: 2, padding: 1);
                _channels += 1;
                return new("hourglass", [down, inner, up], x =>
                {
                    Tensor wide = up.call(inner.call(down.call(x)));
                    return cat([x, wide.narrow(2, 0, x.shape[2]).narrow(3, 0, x.shape[3])], 1);
                });
            default:
                return Chain("convolution", Convolution(before, _channels = Draw(1, 3)), Norm(), Activation());
        }
    }

    private static CodeBlock Chain(string name, params nn.Module<Tensor, Tensor>[] units) =>
        new(name, units, x => units.Aggregate(x, (y, unit) => unit.call(y)));

    private nn.Module<Tensor, Tensor> Convolution(long inputs, long outputs)
    {
        long kernel = Draw(0, 2) switch { 0 => 1, 1 => 3, _ => 5 };
        long dilation = kernel == 3 ? Draw(1, 2) : 1;
        PaddingModes mode = Draw(0, 3) switch
        {
            0 => PaddingModes.Reflect,
            1 => PaddingModes.Replicate,
            _ => PaddingModes.Zeros,
        };
        return nn.Conv2d(
            inputs, outputs, kernel, padding: dilation * (kernel - 1) / 2, dilation: dilation, padding_mode: mode);
    }

    private nn.Module<Tensor, Tensor> NewPool() => (_positive ? 2 : Draw(0, 2)) switch
    {
        0 => nn.MaxPool2d(2, ceil_mode: Draw(0, 1) == 0),
        1 => nn.MaxPool2d(3, 2, 1),
        _ => nn.AvgPool2d(2),
    };

    private nn.Module<Tensor, Tensor> Norm() => Draw(0, 2) switch
    {
        0 => nn.BatchNorm2d(_channels),
        1 when !_positive => nn.InstanceNorm2d(_channels, affine: true),
        _ => nn.Identity(),
    };

    private nn.Module<Tensor, Tensor> Activation() => _positive ? nn.Identity() : Draw(0, 4) switch
    {
        0 => nn.ReLU(),
        1 => nn.LeakyReLU(0.2),
        2 => nn.PReLU(1),
        3 => nn.Tanh(),
        _ => new Abs(),
    };

    private int Draw(int least, int most) => _stream.NextInt32(least, most + 1);
}
