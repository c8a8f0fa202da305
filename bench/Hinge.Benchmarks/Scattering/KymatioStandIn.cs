using Hinge.Scattering;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;
using static TorchSharp.torch;

namespace Hinge.Benchmarks.Scattering;

/// <summary>
/// The operations of kymatio's torch backend, one after the other on TorchSharp: complex transform of real maps, full
/// product, means over aliases, inverse, modulus, and a low-pass of its own for every path.
/// </summary>
internal sealed class KymatioStandIn : IDisposable
{
    private readonly Network _network;
    private readonly PathTree _tree;
    private readonly Dictionary<Atom, Tensor> _filters = [];

    public KymatioStandIn(Network network)
    {
        (_network, _tree) = (network, network.Tree);
        foreach (Stage stage in network.Stages)
        {
            foreach (Atom atom in stage.Frame.Atoms)
            {
                float[] values = new float[atom.Grid.Count];
                for (int i = 0; i < values.Length; i++)
                    values[i] = (float)atom.Spectrum[i].Real;
                using Tensor real = tensor(values, Shape(atom.Grid));
                _filters.TryAdd(atom, real.to(ScalarType.ComplexFloat32));
            }
        }
    }

    /// <summary>The features, [B, paths, ...].</summary>
    public Tensor Transform(Tensor signals)
    {
        using IDisposable constant = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor?[] maps = new Tensor?[_tree.Nodes.Count];
        using (Tensor padded = Pad(signals))
        using (Tensor complex = padded.to(ScalarType.ComplexFloat32))
        using (Tensor spectrum = Forward(complex))
            Visit(0, spectrum, maps);
        return stack(maps.Select(map => map!), 1).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (Tensor filter in _filters.Values)
            filter.Dispose();
    }

    private void Visit(int place, Tensor spectrum, Tensor?[] maps)
    {
        PathNode node = _tree.Nodes[place];
        Stage stage = node.Stage;
        maps[place] = LowPass(stage, spectrum);
        for (int child = node.FirstChild; child < node.FirstChild + node.ChildCount; child++)
        {
            Atom atom = stage.Frame.Propagated[_tree.Nodes[child].Atom];
            using Tensor product = spectrum * _filters[atom];
            using Tensor reduced = Reduce(product, atom.Label.Factor);
            using Tensor back = Inverse(reduced);
            using Tensor modulus = back.abs();
            using Tensor complex = modulus.to(ScalarType.ComplexFloat32);
            using Tensor further = Forward(complex);
            Visit(child, further, maps);
        }
    }

    private Tensor LowPass(Stage stage, Tensor spectrum)
    {
        using Tensor product = spectrum * _filters[stage.Frame.Generator];
        using Tensor reduced = Reduce(product, _network.OutputStride(stage));
        using Tensor back = Inverse(reduced);
        using Tensor real = back.real;
        GridSize kept = _network.OutputGrid(stage);
        long crop = _network.Options.OutputCrop;
        using Tensor columns = real.slice(-1, crop, crop + kept.Columns, 1);
        if (kept.Dimensions == 1)
            return columns.clone();
        using Tensor rows = columns.slice(-2, crop, crop + kept.Rows, 1);
        return rows.clone();
    }

    private static Tensor Forward(Tensor x) => x.dim() == 2 ? fft.fft_(x) : fft.fft2(x);

    private static Tensor Inverse(Tensor x) => x.dim() == 2 ? fft.ifft(x) : fft.ifft2(x);

    private static Tensor Reduce(Tensor x, int factor)
    {
        if (factor == 1)
            return x.alias();
        long[] shape = x.shape;
        if (shape.Length == 2)
        {
            using Tensor parts = x.view(shape[0], factor, shape[1] / factor);
            return parts.mean([1]);
        }
        using Tensor cells = x.view(shape[0], factor, shape[1] / factor, factor, shape[2] / factor);
        using Tensor along = cells.mean([3]);
        return along.mean([1]);
    }

    private Tensor Pad(Tensor signals)
    {
        GridSize grid = _network.Boundary.Grid, size = _network.Size;
        long top = (grid.Rows - size.Rows) / 2, left = (grid.Columns - size.Columns) / 2;
        using Tensor channel = signals.unsqueeze(1);
        long[] widths = size.Dimensions == 1
            ? [left, grid.Columns - size.Columns - left]
            : [left, grid.Columns - size.Columns - left, top, grid.Rows - size.Rows - top];
        using Tensor padded = nn.functional.pad(channel, widths, PaddingModes.Reflect);
        return padded.squeeze(1);
    }

    private static long[] Shape(GridSize grid) => grid.Dimensions == 1 ? [grid.Columns] : [grid.Rows, grid.Columns];
}
