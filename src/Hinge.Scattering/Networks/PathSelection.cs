using System.Numerics;
using Hinge.Scattering.Transforms;

namespace Hinge.Scattering.Networks;

/// <summary>
/// The paths that carry enough energy of given signals: a choice made once, so that every signal has as many features.
/// </summary>
public sealed class PathSelection
{
    private readonly HashSet<string> _kept;

    private PathSelection(HashSet<string> kept, double share) => (_kept, Share) = (kept, share);

    /// <summary>ε: the least share of a signal's energy that a path was kept for.</summary>
    public double Share { get; }

    /// <summary>Paths kept, the empty one not counted.</summary>
    public int Count => _kept.Count;

    /// <summary>
    /// Keeps a path if ‖U[q]f‖² ≥ ε‖f‖² for one of the signals at least, and the paths it goes on from are kept too.
    /// </summary>
    /// <param name="network">The network whose paths are chosen from.</param>
    /// <param name="signals">One after the other; real and imaginary parts by turns where they are complex.</param>
    /// <param name="share">ε, 0 … 1.</param>
    /// <exception cref="NetworkException">ε is out of range, or the signals are not of the network's size.</exception>
    public static PathSelection ByEnergy(Network network, ReadOnlySpan<double> signals, double share)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!(share is >= 0 and <= 1))
            throw new NetworkException($"energy rule {share}: expected a share from 0 to 1");
        int parts = network.Options.Input == InputKind.Real ? 1 : 2, length = parts * network.Size.Count;
        if (signals.Length == 0 || signals.Length % length != 0)
            throw new NetworkException($"{signals.Length} numbers of signals; expected a multiple of {length}");
        network.Count().RefuseTooLarge();
        PathTree tree = network.Tree;
        Peaks peaks = new(tree.Nodes.Count);
        TreeWalk walk = new(tree) { Observer = peaks };
        double[] features = new double[tree.Length];
        Complex[] signal = new Complex[network.Size.Count];
        for (int start = 0; start < signals.Length; start += length)
        {
            for (int i = 0; i < signal.Length; i++)
            {
                int at = start + (parts * i);
                signal[i] = new(signals[at], parts == 2 ? signals[at + 1] : 0);
            }
            walk.Run(signal, features);
        }
        HashSet<string> kept = [];
        for (int i = 1; i < tree.Nodes.Count; i++)
        {
            PathNode node = tree.Nodes[i];
            bool follows = node.Parent == 0 || kept.Contains(tree.Nodes[node.Parent].Key);
            if (follows && peaks.Share(i) >= share)
                kept.Add(node.Key);
        }
        return new(kept, share);
    }

    /// <summary>Whether a path is kept.</summary>
    internal bool Keeps(string key) => _kept.Contains(key);

    // The largest share of each path over the signals. Maps come in the order of the walk; the spectrum tells which.
    private sealed class Peaks(int count) : IWalkObserver
    {
        private readonly double[] _largest = new double[count];
        private double _whole;

        public double Share(int path) => _largest[path];

        public void Map(PathNode path, ReadOnlySpan<Complex> map)
        {
        }

        public void Unpooled(PathNode path, ReadOnlySpan<Complex> map)
        {
        }

        public void Spectrum(PathTree tree, int path, ReadOnlySpan<Complex> spectrum)
        {
            double energy = 0;
            foreach (Complex value in spectrum)
                energy += Frames.Atom.Power(value);
            energy /= spectrum.Length;
            _whole = path == 0 ? energy : _whole;
            _largest[path] = Math.Max(_largest[path], _whole > 0 ? energy / _whole : 0);
        }
    }
}
