using Hinge.Core.Randomness;
using Hinge.Scattering.Networks;
using Hinge.Scattering.Transforms;

namespace Hinge.Scattering.Certificates;

/// <summary>Measures how far features of a network move, layer by layer, and draws signals to move.</summary>
internal sealed class Probe
{
    private readonly ScalarTransform _transform;
    private readonly double[] _first, _second;
    private readonly int[] _ends;

    public Probe(Network network)
    {
        _transform = new(network);
        (Network, Length) = (network, _transform.InputLength);
        (_first, _second) = (new double[_transform.FeatureLength], new double[_transform.FeatureLength]);
        _ends = new int[network.Depth + 1];
        IReadOnlyList<PathNode> nodes = network.Tree.Nodes;
        for (int i = 0; i < nodes.Count; i++)
            _ends[nodes[i].Stage.Layer] = i + 1 < nodes.Count ? nodes[i + 1].Offset : network.Tree.Length;
        for (int layer = 1; layer < _ends.Length; layer++)
            _ends[layer] = Math.Max(_ends[layer], _ends[layer - 1]);
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>Numbers of a signal.</summary>
    public int Length { get; }

    /// <summary>Numbers of a sample: 2 where signals are complex.</summary>
    public int Components => Length / Network.Size.Count;

    /// <summary>|||Φⁿ(f) - Φⁿ(h)||| for n = 0 … D; the square root of the sum of squares is the whole.</summary>
    public double[] Change(ReadOnlySpan<double> f, ReadOnlySpan<double> h)
    {
        _transform.Transform(f, 1, _first);
        _transform.Transform(h, 1, _second);
        return Differences();
    }

    /// <summary>The features of a signal; overwritten by the next call of anything here.</summary>
    public ReadOnlySpan<double> Features(ReadOnlySpan<double> f)
    {
        _transform.Transform(f, 1, _first);
        return _first;
    }

    /// <summary>The energies of one signal.</summary>
    public EnergyReport Energy(ReadOnlySpan<double> f) => _transform.Energy(f, 1);

    /// <summary>A signal of one of four kinds: white, 1/f, sparse, or one of the user's.</summary>
    public double[] Draw(RandomStream random, int kind, ReadOnlySpan<double> given)
    {
        double[] signal = new double[Length];
        int count = given.Length / Length;
        switch (kind % (count > 0 ? 4 : 3))
        {
            case 0:
                random.FillGaussian(signal);
                break;
            case 1:
                // Sums of noise fall off in frequency; rows and columns take turns so that neither stays white.
                random.FillGaussian(signal);
                Smooth(signal, Components);
                if (Network.Size.Rows > 1)
                    Smooth(signal, Network.Size.Columns * Components);
                break;
            case 2:
                for (int spikes = random.NextInt32(1, 6); spikes > 0; spikes--)
                    signal[random.NextInt32(Length)] = random.NextGaussian();
                break;
            default:
                given.Slice(random.NextInt32(count) * Length, Length).CopyTo(signal);
                break;
        }
        return signal;
    }

    /// <summary>‖f‖, or ‖f - h‖.</summary>
    public static double Norm(ReadOnlySpan<double> f, ReadOnlySpan<double> h = default)
    {
        double sum = 0;
        for (int i = 0; i < f.Length; i++)
        {
            double value = h.IsEmpty ? f[i] : f[i] - h[i];
            sum += value * value;
        }
        return Math.Sqrt(sum);
    }

    private static void Smooth(double[] signal, int step)
    {
        for (int i = step; i < signal.Length; i++)
            signal[i] += 0.9 * signal[i - step];
    }

    private double[] Differences()
    {
        double[] changes = new double[_ends.Length];
        int at = 0;
        for (int layer = 0; layer < changes.Length; layer++)
        {
            changes[layer] = Norm(_first.AsSpan(at, _ends[layer] - at), _second.AsSpan(at, _ends[layer] - at));
            at = _ends[layer];
        }
        return changes;
    }
}
