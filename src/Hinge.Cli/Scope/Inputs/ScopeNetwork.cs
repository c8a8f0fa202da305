using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using Hinge.Scope.Networks;
using Hinge.Torch.Graphs;
using Hinge.Torch.Onnx;
using Hinge.Torch.Tensors;
using Hinge.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope.Inputs;

/// <summary>A network that a user names, with what it takes.</summary>
internal sealed class ScopeNetwork : IDisposable
{
    private const string RandomWeights = "random";

    private ScopeNetwork(string name, nn.Module<Tensor, Tensor> module, NetworkInput input, (int, int)? size = null) =>
        (Name, Module, Input, Size) = (name, module, input, size);

    /// <summary>What the user calls it.</summary>
    public string Name { get; }

    /// <summary>The network, in evaluation mode.</summary>
    public nn.Module<Tensor, Tensor> Module { get; private set; }

    /// <summary>What it takes.</summary>
    public NetworkInput Input { get; private set; }

    /// <summary>The only size it takes; null for any.</summary>
    public (int Width, int Height)? Size { get; }

    /// <summary>Whether it takes the picture's own values: results are in raw coordinates.</summary>
    public bool IsRaw { get; private set; }

    /// <summary>Its element type.</summary>
    public ScalarType Type { get; private set; } = ScalarType.Float32;

    /// <summary>Loads a network.</summary>
    /// <param name="net">A name, a graph file <c>*.json</c> or an ONNX file.</param>
    /// <param name="weights">Its weights; null where it brings its own.</param>
    /// <param name="choices">What else the user says.</param>
    /// <exception cref="InputException">There is no such network, or its weights are missing or do not fit.</exception>
    public static ScopeNetwork Load(string net, string? weights, NetworkChoices choices)
    {
        ScopeNetwork network = Path.GetExtension(net).ToLowerInvariant() switch
        {
            ".json" => FromGraphFile(net, weights),
            ".onnx" => FromOnnx(net, weights),
            _ when EmbeddedNetworks.All.FirstOrDefault(each => each.Name == net) is { } embedded =>
                FromSample(embedded, weights),
            _ => FromArchitecture(net, weights, choices),
        };
        network.Adapt(choices);
        return network;
    }

    /// <summary>The network's input from a picture, [1, C, H, W], owned by the caller.</summary>
    /// <exception cref="InputException">The picture does not fit; the message names it.</exception>
    public Tensor Take(ScopeInput input)
    {
        if (Size is var (width, height) && (input.Picture.Width != width || input.Picture.Height != height))
        {
            throw new InputException(
                $"{input.Source}: {input.Picture.Width} x {input.Picture.Height} pixels; {Name} takes {width} x "
                + $"{height}");
        }
        try
        {
            NetworkInput takes = IsRaw ? Input with { Normalisation = InputNormalisation.None } : Input;
            return input.Values is { } values
                ? takes.From(values, Type)
                : takes.From(input.Picture, Type);
        }
        catch (InputException e)
        {
            throw new InputException($"{input.Source}: {e.Message}", e);
        }
    }

    /// <summary>An output of the network as a picture.</summary>
    /// <param name="output">[1, C, H, W].</param>
    /// <returns>Grey or colours; the first channel where there are neither one nor three.</returns>
    public Picture Show(Tensor output)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor values = output.to(ScalarType.Float64);
        if (values.shape[1] is not (1 or 3))
            values = values.narrow(1, 0, 1);
        if (Input.Normalisation == InputNormalisation.MinusOneToOne)
            values = Input.Normalisation.Invert(values);
        values = values / Input.Range;
        if (values.shape[1] == 3 && Input.Colours == ColourOrder.Bgr)
            values = values.flip(1);
        return values.ToPicture();
    }

    /// <inheritdoc/>
    public void Dispose() => Module.Dispose();

    private void Adapt(NetworkChoices choices)
    {
        Input = choices.Input ?? Input;
        if (choices.Luma)
        {
            Input = Input.Channels == 1
                ? Input with { Colours = ColourOrder.Luma }
                : throw new InputException($"--luma: {Name} takes {Input}, not luma");
        }
        if (choices.Double)
        {
            Module.to(ScalarType.Float64);
            Type = ScalarType.Float64;
        }
        IsRaw = choices.Raw;
        if (choices.Raw && !Input.Normalisation.IsIdentity)
            Module = new RawNetwork(Module, Input.Normalisation, Type);
    }

    private static ScopeNetwork FromSample(EmbeddedNetwork sample, string? weights)
    {
        (int, int)? size = sample.InputShape[2] < 0 ? null : ((int)sample.InputShape[3], (int)sample.InputShape[2]);
        nn.Module<Tensor, Tensor> module = weights is null ? sample.Load() : sample.Load(weights);
        NetworkInput colours = sample.InputShape[1] == 1 ? NetworkInput.Luma : NetworkInput.Rgb;
        return new(
            sample.Name, module, colours with { Divisor = sample.Divisor, Smallest = sample.Smallest }, size);
    }

    private static ScopeNetwork FromArchitecture(string net, string? weights, NetworkChoices choices)
    {
        string[] names =
            [.. EmbeddedNetworks.All.Select(each => each.Name), .. Architectures.All.Select(each => each.Name)];
        if (!names.Contains(net, StringComparer.OrdinalIgnoreCase))
        {
            string hint = Suggestion.For(net, names) is { } meant
                ? $"did you mean '{meant}'?"
                : "'hinge scope nets' lists them; files end in .json or .onnx";
            throw new InputException($"no network is called '{net}'; {hint}");
        }
        Architecture architecture = Architectures.Find(net);
        nn.Module<Tensor, Tensor> module = weights switch
        {
            null => throw new InputException(
                $"the weights of {architecture.Name} are missing; give --weights FILE, or --weights {RandomWeights}"),
            RandomWeights => architecture.Create(choices.Seed, choices.Options),
            _ => architecture.Load(weights, choices.Options),
        };
        return new(architecture.Name, module, architecture.Input);
    }

    private static ScopeNetwork FromGraphFile(string path, string? weights)
    {
        Graph graph = Graph.Read(path);
        return weights is null
            ? throw new InputException($"{path}: the weights of a graph are missing; give --weights FILE")
            : FromGraph(path, graph, WeightFile.Read(weights));
    }

    private static ScopeNetwork FromOnnx(string path, string? weights)
    {
        if (weights is not null)
            throw new InputException($"--weights {weights}: {path} holds its own weights");
        OnnxNetwork network = OnnxReader.Read(path);
        return FromGraph(path, network.Graph, network.Weights);
    }

    private static ScopeNetwork FromGraph(string path, Graph graph, IReadOnlyDictionary<string, NdArray> weights)
    {
        NetworkInput input;
        try
        {
            input = NetworkInput.Of(graph.Input);
        }
        catch (InputException e)
        {
            throw new InputException($"{path}: {e.Message}", e);
        }
        (int, int)? size = graph.Input.Shape is [_, { } height, { } width] ? ((int)width, (int)height) : null;
        return new(Path.GetFileName(path), new GraphModule(graph, weights, ScalarType.Float32), input, size);
    }
}
