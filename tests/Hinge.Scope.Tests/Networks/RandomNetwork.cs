using Hinge.Core.Randomness;
using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>
/// A network drawn from a seed: a chain of 3 – 12 blocks (plain, residual, concatenating, reusing one unit, pooling,
/// resizing, normalising), all weights and running statistics random.
/// </summary>
public sealed class RandomNetwork : nn.Module<Tensor, Tensor>
{
    private readonly List<Block> _blocks = [];
    private nn.Module<Tensor, Tensor>? _shared;
    private readonly NetworkFlavour _flavour;
    private readonly RandomStream _stream;
    private long _channels;
    private long _size;

    public RandomNetwork(ulong seed, NetworkFlavour flavour, ScalarType type, int mostBlocks = 12)
        : base($"random{seed}")
    {
        _flavour = flavour;
        _stream = new RandomStream(seed).Split("architecture");
        InputShape = [1, Draw(1, 3), Draw(9, 14), Draw(9, 14)];
        _channels = InputShape[1];
        _size = Math.Min(InputShape[2], InputShape[3]);
        int blocks = Draw(3, mostBlocks);
        for (int i = 0; i < blocks; i++)
        {
            Block block = NewBlock();
            _blocks.Add(block);
            register_module($"block{i}", block);
        }
        if (Draw(0, 2) == 0)
        {
            Block head =
                new(BlockKind.Head, [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(_channels, 5, HasBias)], null);
            _blocks.Add(head);
            register_module("head", head);
        }
        this.to(type);
        RandomWeights.Fill(this, _stream.Split("weights"));
        eval();
    }

    public long[] InputShape { get; }

    public string Description => string.Join(" > ", _blocks.Select(block => block.ToString()));

    public Tensor NewInput()
    {
        ScalarType type = parameters().First().dtype;
        return RandomTensors.Gaussian(InputShape, type, new RandomStream(7).Split(Description));
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = input;
        foreach (Block block in _blocks)
            x = block.call(x);
        return x.MoveToOuterDisposeScope();
    }

    private bool HasBias => _flavour != NetworkFlavour.BiasFree;

    private Block NewBlock()
    {
        int kind = Draw(0, 6);
        switch (kind)
        {
            case 0 when _size >= 6:
                _size /= 2;
                return new(BlockKind.Chain, [NewPool()], null);
            case 1:
                return new(BlockKind.Residual, [Convolution(_channels), NewNorm(), NewActivation()], null);
            case 2:
                long grown = Draw(1, 3);
                Block dense = new(BlockKind.Concatenation, [Convolution(grown), NewActivation()], null);
                _channels += grown;
                return dense;
            case 3 when _size <= 8:
                _size *= 2;
                return new(BlockKind.Chain, [NewUpsampling()], null);
            case 4:
                return new(BlockKind.Reuse, [Convolution(_channels), Convolution(_channels)],
                    _shared ??= NewActivation());
            default:
                long next = Draw(2, 6);
                nn.Module<Tensor, Tensor> first = _size >= 6 && Draw(0, 3) == 0 ? Strided(next) : Convolution(next);
                _channels = next;
                return new(BlockKind.Chain, [first, NewNorm(), NewActivation()], null);
        }
    }

    private nn.Module<Tensor, Tensor> Convolution(long outputs)
    {
        long kernel = Draw(0, 2) switch { 0 => 1, 1 => 3, _ => 5 };
        long dilation = kernel == 3 ? Draw(1, 2) : 1;
        PaddingModes mode = Draw(0, 5) == 0 && kernel < 5 && dilation == 1 ? PaddingModes.Reflect : PaddingModes.Zeros;
        long groups = _channels % 2 == 0 && outputs % 2 == 0 && Draw(0, 3) == 0 ? 2 : 1;
        return nn.Conv2d(
            _channels, outputs, kernel, padding: dilation * (kernel - 1) / 2, dilation: dilation, groups: groups,
            padding_mode: mode, bias: HasBias);
    }

    private nn.Module<Tensor, Tensor> Strided(long outputs)
    {
        _size = (_size + 1) / 2;
        return nn.Conv2d(_channels, outputs, 3, stride: 2, padding: 1, bias: HasBias);
    }

    private nn.Module<Tensor, Tensor> NewPool() => Draw(0, 2) switch
    {
        0 => nn.MaxPool2d(2, ceil_mode: Draw(0, 1) == 0),
        1 => nn.MaxPool2d(3, 2, 1),
        _ => nn.AvgPool2d(2),
    };

    private nn.Module<Tensor, Tensor> NewUpsampling()
    {
        switch (Draw(0, 2))
        {
            case 0:
                return nn.Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: false);
            case 1:
                return nn.Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest);
            default:
                return nn.ConvTranspose2d(_channels, _channels, 4, stride: 2, padding: 1, bias: HasBias);
        }
    }

    private nn.Module<Tensor, Tensor> NewNorm() => _flavour switch
    {
        NetworkFlavour.BiasFree => nn.Identity(),
        NetworkFlavour.PiecewiseLinear => Draw(0, 1) == 0 ? nn.BatchNorm2d(_channels) : nn.Identity(),
        _ => Draw(0, 4) switch
        {
            0 => nn.BatchNorm2d(_channels),
            1 => nn.InstanceNorm2d(_channels, affine: true),
            2 => nn.GroupNorm(_channels % 2 == 0 ? 2 : 1, _channels),
            _ => nn.Identity(),
        },
    };

    private nn.Module<Tensor, Tensor> NewActivation() => _flavour switch
    {
        NetworkFlavour.BiasFree => Draw(0, 3) switch
        {
            0 => nn.LeakyReLU(0.1),
            1 => new Abs(),
            _ => nn.ReLU(inplace: Draw(0, 1) == 0),
        },
        NetworkFlavour.PiecewiseLinear => Draw(0, 6) switch
        {
            0 => nn.LeakyReLU(0.2),
            1 => nn.PReLU(1),
            2 => nn.Hardtanh(-0.7, 0.9, inplace: true),
            3 => nn.ReLU6(),
            4 => new Clamp(-0.5, 1.5),
            _ => nn.ReLU(inplace: Draw(0, 1) == 0),
        },
        _ => Draw(0, 7) switch
        {
            0 => nn.Sigmoid(),
            1 => nn.Tanh(),
            2 => nn.GELU(),
            3 => nn.SiLU(),
            4 => nn.ELU(),
            5 => nn.Softplus(),
            6 => nn.Mish(),
            _ => nn.Hardswish(),
        },
    };

    private int Draw(int least, int most) => _stream.NextInt32(least, most + 1);
}
