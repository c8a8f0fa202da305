using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Randomness;
using Hinge.Torch.Training;
using Hinge.Torch.Weights;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>A published architecture that is made by its name.</summary>
public sealed record Architecture
{
    private readonly Func<ArchitectureOptions, nn.Module<Tensor, Tensor>> _create;
    private readonly Func<WeightShapes, ArchitectureOptions, nn.Module<Tensor, Tensor>> _read;

    internal Architecture(
        string name,
        string task,
        string paper,
        NetworkInput input,
        Func<ArchitectureOptions, nn.Module<Tensor, Tensor>> create,
        Func<WeightShapes, ArchitectureOptions, nn.Module<Tensor, Tensor>> read)
    {
        (Name, Task, Paper, Input) = (name, task, paper, input);
        (_create, _read) = (create, read);
    }

    /// <summary>Its name, for example <c>fsrcnn</c>.</summary>
    public string Name { get; }

    /// <summary>What it does, in a word or two.</summary>
    public string Task { get; }

    /// <summary>Who published it, and when.</summary>
    public string Paper { get; }

    /// <summary>What it takes.</summary>
    public NetworkInput Input { get; }

    /// <summary>The network with random weights, in evaluation mode. The caller disposes it.</summary>
    /// <param name="seed">Of the weights: the same seed gives the same bytes.</param>
    /// <param name="options">What differs from the published form.</param>
    /// <exception cref="InputException">An option is out of range.</exception>
    public nn.Module<Tensor, Tensor> Create(ulong seed, ArchitectureOptions? options = null)
    {
        options ??= new();
        CheckPositive(options.Scale, "scale", 2);
        CheckPositive(options.Width, "width", 1);
        CheckPositive(options.Depth, "depth", 1);
        CheckPositive(options.Classes, "number of classes", 1);
        return Build(() => _create(options), network => Initialisation.KaimingUniform(network, new RandomStream(seed)));
    }

    /// <summary>The network with the weights given, in evaluation mode. The caller disposes it.</summary>
    /// <param name="weights">By name; depth, widths and scale are read off their shapes.</param>
    /// <param name="source">What messages call the place they come from.</param>
    /// <param name="options">What the shapes leave open.</param>
    /// <exception cref="InputException">The weights are those of another network, or leave something open.</exception>
    public nn.Module<Tensor, Tensor> Load(
        IReadOnlyDictionary<string, NdArray> weights, string source = "weights", ArchitectureOptions? options = null)
    {
        WeightShapes shapes = new(Name, weights, source);
        return Build(
            () => _read(shapes, options ?? new()), network => ModuleWeights.Load(network, weights, source));
    }

    /// <summary>The network with weights from a file; see the other overload.</summary>
    /// <param name="path">A safetensors file or a PyTorch checkpoint, whose names may start with <c>state_dict.</c> and
    /// <c>module.</c>.</param>
    /// <param name="options">What the shapes leave open.</param>
    /// <exception cref="InputException">The file cannot be read, or its weights do not fit.</exception>
    public nn.Module<Tensor, Tensor> Load(string path, ArchitectureOptions? options = null) =>
        Load(WeightFile.Read(path, "state_dict.", "module."), $"'{path}'", options);

    /// <summary>The architecture as a line of a list.</summary>
    public override string ToString() => $"{Name}: {Task}; {Input}; {Paper}";

    // The network's tensors belong to the network alone, whatever dispose scope surrounds the call.
    private static nn.Module<Tensor, Tensor> Build(
        Func<nn.Module<Tensor, Tensor>> create, Action<nn.Module<Tensor, Tensor>> fill)
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> network = create();
        fill(network);
        network.eval();
        foreach (Tensor tensor in network.parameters().Concat(network.buffers()))
            tensor.DetachFromDisposeScope();
        return network;
    }

    private static void CheckPositive(int? option, string what, int least)
    {
        const int most = 100_000;
        if (option < least || option > most)
            throw new InputException($"a {what} of {option} is outside {least} … {most}");
    }
}
