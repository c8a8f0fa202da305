using Hinge.Core.Formats;
using Hinge.Core.Randomness;
using Hinge.Torch.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>FSRCNN(d, s, m) for grey pictures, with a pixel shuffle or a 9x9 transposed convolution at its end.</summary>
public sealed class Fsrcnn : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _layers = nn.Sequential();

    /// <summary>Random weights and the 9x9 tail of the paper.</summary>
    public Fsrcnn(long d = 56, long s = 12, int m = 4, ScalarType type = ScalarType.Float32)
        : this(d, s, m, nn.ConvTranspose2d(d, 1, 9, stride: 2, padding: 4, output_padding: 1))
    {
        this.to(type);
        RandomWeights.Fill(this, new RandomStream(1).Split("fsrcnn"));
        eval();
    }

    private Fsrcnn(long d, long s, int m, nn.Module<Tensor, Tensor> tail)
        : base(nameof(Fsrcnn))
    {
        Add("feature", 1, d, 5);
        Add("shrink", d, s, 1);
        for (int i = 0; i < m; i++)
            Add($"map.{i}", s, s, 3);
        Add("expand", s, d, 1);
        _layers.append("upsample", tail);
        RegisterComponents();
    }

    /// <summary>The network of a handed safetensors file.</summary>
    public static Fsrcnn Read(string path, ScalarType type)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        long d = file.Tensors["feature.weight"].Shape[0], s = file.Tensors["shrink.weight"].Shape[0];
        long subPixels = file.Tensors["upsample.weight"].Shape[0];
        int m = file.Tensors.Keys.Count(key => key.StartsWith("map.", StringComparison.Ordinal)
            && key.EndsWith(".weight", StringComparison.Ordinal));
        Fsrcnn net = new(d, s, m, nn.Conv2d(d, subPixels, 1));
        net._layers.append("shuffle", nn.PixelShuffle((long)Math.Sqrt(subPixels)));
        using IDisposable constant = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach ((string name, nn.Module layer) in net._layers.named_children())
        {
            string key = name.Replace('-', '.');
            if (layer is Conv2d convolution)
            {
                convolution.weight.copy_(file.Tensors[$"{key}.weight"].ToTensor());
                convolution.bias!.copy_(file.Tensors[$"{key}.bias"].ToTensor());
            }
            if (layer is PReLU unit)
                unit.weight.copy_(file.Tensors[$"{key}"].ToTensor());
        }
        net.to(type);
        net.eval();
        return net;
    }

    public override Tensor forward(Tensor input) => _layers.call(input);

    private void Add(string name, long inputs, long outputs, long kernel)
    {
        string path = name.Replace('.', '-');
        _layers.append(path, nn.Conv2d(inputs, outputs, kernel, padding: kernel / 2));
        _layers.append($"{path}-slope", nn.PReLU(outputs));
    }
}
