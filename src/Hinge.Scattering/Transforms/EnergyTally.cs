using System.Numerics;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>Adds up energies while a walk goes on.</summary>
internal sealed class EnergyTally(TreeWalk walk) : IWalkObserver
{
    private readonly double[] _energy = new double[walk.Network.Depth + 1];
    private readonly double[] _unpooled = new double[walk.Network.Depth + 1];
    private readonly double[] _output = new double[walk.Network.Depth + 1];
    private readonly double[] _notFollowed = new double[walk.Network.Depth + 1];
    private readonly Dictionary<Stage, double[]> _onwards = [];
    private double _remaining;

    /// <summary>Walks a signal.</summary>
    public void Run(ReadOnlySpan<Complex> signal, Span<double> features)
    {
        walk.Observer = this;
        walk.Run(signal, features);
        walk.Observer = null;
        IReadOnlyList<PathNode> nodes = walk.Network.Tree.Nodes;
        for (int i = 0; i < nodes.Count; i++)
        {
            int end = i + 1 < nodes.Count ? nodes[i + 1].Offset : features.Length;
            foreach (double value in features[nodes[i].Offset..end])
                _output[nodes[i].Stage.Layer] += value * value;
        }
    }

    /// <summary>What was added up.</summary>
    public EnergyReport Report() => new(
        [.. Enumerable.Range(0, _energy.Length).Select(layer => new LayerEnergy(
            layer, walk.Network.Tree.Nodes.Count(node => node.Stage.Layer == layer), _energy[layer], _output[layer],
            layer == 0 ? 0 : _unpooled[layer] - _energy[layer], _notFollowed[layer]))],
        _remaining);

    public void Map(PathNode path, ReadOnlySpan<Complex> map) => _energy[path.Stage.Layer] += Sum(map);

    public void Unpooled(PathNode path, ReadOnlySpan<Complex> map) => _unpooled[path.Stage.Layer] += Sum(map);

    public void Spectrum(PathTree tree, int path, ReadOnlySpan<Complex> spectrum)
    {
        PathNode node = tree.Nodes[path];
        Frame frame = node.Stage.Frame;
        if (node.Stage.Module is null)
        {
            double[] sum = Onwards(node.Stage);
            double carried = 0;
            for (int i = 0; i < sum.Length; i++)
                carried += sum[i] * Atom.Power(spectrum[i]);
            _remaining += carried / spectrum.Length;
            return;
        }
        int child = node.FirstChild, end = node.FirstChild + node.ChildCount;
        for (int atom = 0; atom < frame.Propagated.Count; atom++)
        {
            if (child < end && tree.Nodes[child].Atom == atom)
            {
                child++;
                continue;
            }
            double energy = Product(spectrum, frame.Propagated[atom].Spectrum) / spectrum.Length;
            _notFollowed[node.Stage.Layer + 1] += energy;
        }
    }

    // Σ|ĝ|² over the atoms that a further layer would propagate.
    private double[] Onwards(Stage stage)
    {
        if (_onwards.TryGetValue(stage, out double[]? sum))
            return sum;
        sum = new double[stage.Grid.Count];
        foreach (Atom atom in stage.Frame.Propagated)
            Frame.Add(sum, atom, 1);
        return _onwards[stage] = sum;
    }

    private static double Sum(ReadOnlySpan<Complex> map)
    {
        double sum = 0;
        foreach (Complex value in map)
            sum += Atom.Power(value);
        return sum;
    }

    private static double Product(ReadOnlySpan<Complex> spectrum, ReadOnlySpan<Complex> filter)
    {
        double sum = 0;
        for (int i = 0; i < spectrum.Length; i++)
            sum += Atom.Power(spectrum[i]) * Atom.Power(filter[i]);
        return sum;
    }
}
