using System.Numerics;
using Hinge.Scattering.Fourier;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>
/// Walks the paths of a network depth first, with scratch for each depth: the scalar specification in double precision.
/// One thread at a time; nothing is allocated by a walk.
/// </summary>
internal sealed class TreeWalk
{
    private readonly PathTree _tree;
    private readonly Dictionary<GridSize, GridFourier> _fourier = [];
    private readonly Complex[][] _spectra, _products, _maps;
    private readonly Complex[] _output;
    private readonly int _components;

    public TreeWalk(PathTree tree)
    {
        _tree = tree;
        Network = tree.Network;
        _components = Network.HasComplexFeatures ? 2 : 1;
        int most = Network.Boundary.Grid.Count;
        _spectra = Planes(Network.Depth + 1, most);
        _products = Planes(Network.Depth, most);
        _maps = Planes(Network.Depth, most);
        _output = new Complex[most];
        foreach (Stage stage in Network.Stages)
        {
            Prepare(stage.Grid);
            Prepare(stage.Grid.Divide(Network.OutputStride(stage)));
            foreach (Atom atom in stage.Next.Length > 0 ? stage.Frame.Propagated : [])
                Prepare(stage.Grid.Divide(atom.Label.Factor));
        }
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>Takes what a walk sees beside the features; null to see nothing.</summary>
    public IWalkObserver? Observer { get; set; }

    /// <summary>The features of a signal.</summary>
    /// <param name="signal">As many samples as the network's size.</param>
    /// <param name="features">Receives the features of every path.</param>
    public void Run(ReadOnlySpan<Complex> signal, Span<double> features)
    {
        Span<Complex> root = _spectra[0].AsSpan(0, Network.Root.Grid.Count);
        Network.Boundary.Pad(signal, root);
        Observer?.Map(_tree.Nodes[0], root);
        _fourier[Network.Root.Grid].Forward(root);
        Visit(0, features);
    }

    /// <summary>The inverse of a product of spectra, on a grid smaller by a factor: means of the aliases.</summary>
    /// <remarks>The mean of k^d aliases in frequency is every k-th sample in space.</remarks>
    public static void Multiply(
        ReadOnlySpan<Complex> spectrum, ReadOnlySpan<Complex> filter, GridSize grid, int factor, Span<Complex> product)
    {
        if (factor == 1)
        {
            for (int i = 0; i < product.Length; i++)
                product[i] = spectrum[i] * filter[i];
            return;
        }
        GridSize small = grid.Divide(factor);
        product.Clear();
        double share = 1.0 / (grid.Count / small.Count);
        for (int row = 0; row < grid.Rows; row++)
        {
            int into = row % small.Rows * small.Columns, from = row * grid.Columns;
            for (int column = 0; column < grid.Columns; column++)
                product[into + (column % small.Columns)] += spectrum[from + column] * filter[from + column] * share;
        }
    }

    private static Complex[][] Planes(int count, int length)
    {
        Complex[][] planes = new Complex[count][];
        for (int i = 0; i < count; i++)
            planes[i] = new Complex[length];
        return planes;
    }

    private void Prepare(GridSize grid)
    {
        if (!_fourier.ContainsKey(grid))
            _fourier.Add(grid, new(grid));
    }

    private void Visit(int place, Span<double> features)
    {
        PathNode node = _tree.Nodes[place];
        Stage stage = node.Stage;
        GridSize grid = stage.Grid;
        ReadOnlySpan<Complex> spectrum = _spectra[stage.Layer].AsSpan(0, grid.Count);
        WriteOutput(node, spectrum, features);
        Observer?.Spectrum(_tree, place, spectrum);
        for (int child = node.FirstChild; child < node.FirstChild + node.ChildCount; child++)
        {
            PathNode next = _tree.Nodes[child];
            Atom atom = stage.Frame.Propagated[next.Atom];
            Module module = stage.Module!;
            GridSize unpooled = grid.Divide(atom.Label.Factor);
            Span<Complex> product = _products[stage.Layer].AsSpan(0, unpooled.Count);
            Multiply(spectrum, atom.Spectrum, grid, atom.Label.Factor, product);
            _fourier[unpooled].Inverse(product);
            for (int i = 0; i < product.Length; i++)
                product[i] = module.NonLinearity.Apply(product[i]);
            Span<Complex> map = _maps[stage.Layer].AsSpan(0, next.Stage.Grid.Count);
            module.Pooling.Apply(unpooled, product, map);
            if (Observer is not null)
            {
                Observer.Unpooled(next, product);
                Observer.Map(next, map);
            }
            Span<Complex> further = _spectra[next.Stage.Layer].AsSpan(0, map.Length);
            map.CopyTo(further);
            _fourier[next.Stage.Grid].Forward(further);
            Visit(child, features);
        }
    }

    private void WriteOutput(PathNode node, ReadOnlySpan<Complex> spectrum, Span<double> features)
    {
        Stage stage = node.Stage;
        int stride = Network.OutputStride(stage);
        GridSize whole = stage.Grid.Divide(stride), kept = Network.OutputGrid(stage);
        Span<Complex> output = _output.AsSpan(0, whole.Count);
        Multiply(spectrum, stage.Frame.Generator.Spectrum, stage.Grid, stride, output);
        _fourier[whole].Inverse(output);
        int crop = Network.Options.OutputCrop, top = whole.Dimensions == 1 ? 0 : crop;
        int at = node.Offset;
        for (int row = 0; row < kept.Rows; row++)
        {
            for (int column = 0; column < kept.Columns; column++)
            {
                Complex value = output[((row + top) * whole.Columns) + column + crop];
                features[at++] = value.Real;
                if (_components == 2)
                    features[at++] = value.Imaginary;
            }
        }
    }
}
