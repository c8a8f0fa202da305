using System.Globalization;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Scope.Training;
using Hinge.Torch.Weights;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>A network that comes with the library, weights included, trained by <see cref="SampleTraining"/>.</summary>
public sealed record EmbeddedNetwork
{
    private readonly Func<nn.Module<Tensor, Tensor>> _create;
    private readonly Lazy<SampleQuality> _quality;

    internal EmbeddedNetwork(
        string name, string description, string input, long[] inputShape, long parameters,
        Func<nn.Module<Tensor, Tensor>> create)
    {
        Name = name;
        Description = description;
        Input = input;
        InputShape = inputShape;
        Parameters = parameters;
        _create = create;
        _quality = new(() => EmbeddedNetworks.ReadResult().Networks.Single(each => each.Network == name).Quality);
    }

    /// <summary>Its short name, for example <c>tiny-sr</c>.</summary>
    public string Name { get; }

    /// <summary>What it does, in plain words.</summary>
    public string Description { get; }

    /// <summary>What it takes, in plain words.</summary>
    public string Input { get; }

    /// <summary>Shape of one input; −1 for an axis of any length.</summary>
    public IReadOnlyList<long> InputShape { get; }

    /// <summary>Lengths of −1 must be multiples of it.</summary>
    public int Divisor { get; init; } = 1;

    /// <summary>Least length of an axis of −1.</summary>
    public int Smallest { get; init; } = 1;

    /// <summary>Numbers that training chose.</summary>
    public long Parameters { get; }

    /// <summary>What it does on data it was not trained on, as measured at the end of its training.</summary>
    public SampleQuality Quality => _quality.Value;

    /// <summary>The network with its weights, in evaluation mode. The caller disposes it.</summary>
    public nn.Module<Tensor, Tensor> Load()
    {
        string file = Name + ".safetensors";
        return Load(SafetensorsFile.Read(EmbeddedNetworks.Resource(file), file), file);
    }

    /// <summary>The network with other weights, for example of a training of one's own. The caller disposes
    /// it.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <exception cref="InputException">The file cannot be read, or its weights do not fit.</exception>
    public nn.Module<Tensor, Tensor> Load(string path) => Load(SafetensorsFile.Read(path), $"'{path}'");

    private nn.Module<Tensor, Tensor> Load(SafetensorsFile weights, string source)
    {
        nn.Module<Tensor, Tensor> network = Create();
        ModuleWeights.Load(network, weights, source);
        network.eval();
        return network;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {Description}; {Parameters:N0} parameters");

    /// <summary>The architecture with weights of libtorch's choice, in training mode.</summary>
    /// <remarks>Its tensors belong to the network alone, whatever dispose scope surrounds the call.</remarks>
    internal nn.Module<Tensor, Tensor> Create()
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> network = _create();
        foreach (Tensor tensor in network.parameters().Concat(network.buffers()))
            tensor.DetachFromDisposeScope();
        return network;
    }
}
