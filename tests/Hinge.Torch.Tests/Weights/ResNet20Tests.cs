using Hinge.Core.Formats;
using Hinge.Testing;
using Hinge.Torch.Tensors;
using Hinge.Torch.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Weights;

/// <summary>Published weights and the outputs of another engine.</summary>
[NoLeak]
public sealed class ResNet20Tests
{
    [Fact]
    public void Output_equals_that_of_an_independent_implementation()
    {
        string weights = SharedData.Path("scope/classification/resnet20_cifar10.safetensors");
        IReadOnlyDictionary<string, NdArray> reference =
            NpzFile.Read(SharedData.Path("scope/reference/resnet20_cifar10.npz"));
        using var scope = NewDisposeScope();
        using var net = new ResNet20();
        net.to(ScalarType.Float64);
        net.eval();
        Assert.Equal(97, ModuleWeights.Load(net, weights).Tensors);
        using var frozen = no_grad();
        Tensor x = reference["x"].ToTensor().to_type(ScalarType.Float64).reshape(1, 3, 32, 32);
        double[] y = net.call(x).ToNdArray().ToDoubles(), expected = reference["y"].ToDoubles();
        Assert.Equal(10, y.Length);
        Assert.All(y.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-10));
    }

    // CIFAR ResNet-20: shortcuts take every second pixel and pad channels with zeros on both sides.
    private sealed class ResNet20 : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d _conv1 = Convolve(3, 16, 1);
        private readonly BatchNorm2d _bn1 = nn.BatchNorm2d(16);
        private readonly Sequential[] _layers;
        private readonly Linear _linear = nn.Linear(64, 10);

        public ResNet20() : base("ResNet20")
        {
            register_module("conv1", _conv1);
            register_module("bn1", _bn1);
            Sequential[] layers = [Layer(16, 16), Layer(16, 32), Layer(32, 64)];
            for (int i = 0; i < layers.Length; i++)
                register_module($"layer{i + 1}", layers[i]);
            _layers = layers;
            register_module("linear", _linear);
        }

        public override Tensor forward(Tensor input)
        {
            Tensor h = _bn1.call(_conv1.call(input)).relu();
            foreach (Sequential layer in _layers)
                h = layer.call(h);
            return _linear.call(h.mean([2, 3]));
        }

        private static Sequential Layer(int inputs, int outputs) =>
            nn.Sequential(new Block(inputs, outputs), new Block(outputs, outputs), new Block(outputs, outputs));
    }

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly int _inputs;
        private readonly int _outputs;
        private readonly Conv2d _conv1;
        private readonly BatchNorm2d _bn1;
        private readonly Conv2d _conv2;
        private readonly BatchNorm2d _bn2;

        public Block(int inputs, int outputs) : base("Block")
        {
            (_inputs, _outputs) = (inputs, outputs);
            register_module("conv1", _conv1 = Convolve(inputs, outputs, outputs / inputs));
            register_module("bn1", _bn1 = nn.BatchNorm2d(outputs));
            register_module("conv2", _conv2 = Convolve(outputs, outputs, 1));
            register_module("bn2", _bn2 = nn.BatchNorm2d(outputs));
        }

        public override Tensor forward(Tensor input)
        {
            Tensor h = _bn2.call(_conv2.call(_bn1.call(_conv1.call(input)).relu()));
            if (_inputs == _outputs)
                return (h + input).relu();
            Tensor half = input[.., .., TensorIndex.Slice(step: 2), TensorIndex.Slice(step: 2)];
            int missing = (_outputs - _inputs) / 2;
            return (h + nn.functional.pad(half, [0, 0, 0, 0, missing, missing])).relu();
        }
    }

    private static Conv2d Convolve(int inputs, int outputs, int stride) =>
        nn.Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: false);
}
