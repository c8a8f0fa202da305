using System.Numerics;
using Hinge.Scattering.Fourier;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>
/// The derivative of the features at a signal, and its adjoint, in double precision. Linear over the real numbers;
/// complex signals count as twice as many real numbers. One thread at a time.
/// </summary>
/// <remarks>
/// The adjoint of a convolution is multiplication by conj(ĝ), that of sub-sampling the insertion of zeros, which
/// repeats a spectrum.
/// </remarks>
public sealed class ScatteringDerivative
{
    private readonly PathTree _tree;
    private readonly Network _network;
    private readonly Dictionary<GridSize, GridFourier> _fourier = [];
    private readonly int _inputs, _outputs;

    /// <summary>The derivative of a network.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="NetworkException">It has more than 2²⁴ values.</exception>
    public ScatteringDerivative(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Count().RefuseTooLarge();
        (_network, _tree) = (network, network.Tree);
        _inputs = network.Options.Input == InputKind.Real ? 1 : 2;
        _outputs = network.HasComplexFeatures ? 2 : 1;
    }

    /// <summary>Numbers of a signal.</summary>
    public int InputLength => _network.Size.Count * _inputs;

    /// <summary>Numbers of its features.</summary>
    public int FeatureLength => _tree.Length;

    /// <summary>Jv: how the features change with the signal.</summary>
    /// <param name="signal">Where the derivative is taken; <see cref="InputLength"/> numbers.</param>
    /// <param name="change">v, as many.</param>
    /// <param name="result">Receives <see cref="FeatureLength"/> numbers.</param>
    public void Jvp(ReadOnlySpan<double> signal, ReadOnlySpan<double> change, Span<double> result)
    {
        Complex[] value = Padded(signal), slope = Padded(change);
        Fourier(_network.Root.Grid).Forward(value);
        Fourier(_network.Root.Grid).Forward(slope);
        Forward(0, value, slope, result);
    }

    /// <summary>Jᵀw: the gradient of Σ w Φ.</summary>
    /// <param name="signal">Where the derivative is taken; <see cref="InputLength"/> numbers.</param>
    /// <param name="weights">w; <see cref="FeatureLength"/> numbers.</param>
    /// <param name="result">Receives <see cref="InputLength"/> numbers.</param>
    public void Vjp(ReadOnlySpan<double> signal, ReadOnlySpan<double> weights, Span<double> result)
    {
        Complex[] value = Padded(signal);
        Fourier(_network.Root.Grid).Forward(value);
        Complex[] padded = Backward(0, value, weights), folded = new Complex[_network.Size.Count];
        _network.Boundary.Fold(padded, folded);
        for (int i = 0; i < folded.Length; i++)
        {
            result[_inputs * i] = folded[i].Real;
            if (_inputs == 2)
                result[(2 * i) + 1] = folded[i].Imaginary;
        }
    }

    private Complex[] Padded(ReadOnlySpan<double> signal)
    {
        if (signal.Length != InputLength)
            throw new ArgumentException($"expected {InputLength} numbers, found {signal.Length}", nameof(signal));
        Complex[] values = new Complex[_network.Size.Count], padded = new Complex[_network.Boundary.Grid.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = _inputs == 1 ? signal[i] : new Complex(signal[2 * i], signal[(2 * i) + 1]);
        _network.Boundary.Pad(values, padded);
        return padded;
    }

    private GridFourier Fourier(GridSize grid)
    {
        if (!_fourier.TryGetValue(grid, out GridFourier? fourier))
            _fourier[grid] = fourier = new(grid);
        return fourier;
    }

    private void Forward(int place, Complex[] spectrum, Complex[] slope, Span<double> result)
    {
        PathNode node = _tree.Nodes[place];
        Stage stage = node.Stage;
        int stride = _network.OutputStride(stage);
        Complex[] output = Convolved(slope, stage.Frame.Generator, stride);
        (GridSize whole, GridSize kept) = (stage.Grid.Divide(stride), _network.OutputGrid(stage));
        for (int i = 0; i < kept.Count; i++)
        {
            Complex value = output[Kept(i, whole, kept)];
            result[node.Offset + (_outputs * i)] = value.Real;
            if (_outputs == 2)
                result[node.Offset + (2 * i) + 1] = value.Imaginary;
        }
        for (int child = node.FirstChild; child < node.FirstChild + node.ChildCount; child++)
        {
            PathNode next = _tree.Nodes[child];
            Atom atom = stage.Frame.Propagated[next.Atom];
            GridSize grid = stage.Grid.Divide(atom.Label.Factor);
            Complex[] value = Convolved(spectrum, atom, atom.Label.Factor);
            Complex[] change = Convolved(slope, atom, atom.Label.Factor);
            for (int i = 0; i < value.Length; i++)
            {
                change[i] = stage.Module!.NonLinearity.Tangent(value[i], change[i]);
                value[i] = stage.Module.NonLinearity.Apply(value[i]);
            }
            Complex[] map = new Complex[next.Stage.Grid.Count], moved = new Complex[map.Length];
            stage.Module!.Pooling.Apply(grid, value, map);
            stage.Module.Pooling.Tangent(grid, value, change, moved);
            Fourier(next.Stage.Grid).Forward(map);
            Fourier(next.Stage.Grid).Forward(moved);
            Forward(child, map, moved, result);
        }
    }

    private Complex[] Backward(int place, Complex[] spectrum, ReadOnlySpan<double> weights)
    {
        PathNode node = _tree.Nodes[place];
        Stage stage = node.Stage;
        int stride = _network.OutputStride(stage);
        Complex[] sum = new Complex[spectrum.Length];
        (GridSize whole, GridSize kept) = (stage.Grid.Divide(stride), _network.OutputGrid(stage));
        Complex[] output = new Complex[whole.Count];
        for (int i = 0; i < kept.Count; i++)
        {
            int at = node.Offset + (_outputs * i);
            output[Kept(i, whole, kept)] = new(weights[at], _outputs == 2 ? weights[at + 1] : 0);
        }
        AddAdjoint(output, stage.Frame.Generator, stride, sum);
        for (int child = node.FirstChild; child < node.FirstChild + node.ChildCount; child++)
        {
            PathNode next = _tree.Nodes[child];
            Atom atom = stage.Frame.Propagated[next.Atom];
            GridSize grid = stage.Grid.Divide(atom.Label.Factor);
            Complex[] value = Convolved(spectrum, atom, atom.Label.Factor), unpooled = new Complex[value.Length];
            for (int i = 0; i < value.Length; i++)
                unpooled[i] = stage.Module!.NonLinearity.Apply(value[i]);
            Complex[] map = new Complex[next.Stage.Grid.Count];
            stage.Module!.Pooling.Apply(grid, unpooled, map);
            Fourier(next.Stage.Grid).Forward(map);
            Complex[] adjoint = Backward(child, map, weights), spread = new Complex[value.Length];
            stage.Module.Pooling.Cotangent(grid, unpooled, adjoint, spread);
            for (int i = 0; i < value.Length; i++)
                spread[i] = stage.Module.NonLinearity.Cotangent(value[i], spread[i]);
            AddAdjoint(spread, atom, atom.Label.Factor, sum);
        }
        Fourier(stage.Grid).Inverse(sum);
        return sum;
    }

    private Complex[] Convolved(Complex[] spectrum, Atom atom, int factor)
    {
        GridSize grid = atom.Grid.Divide(factor);
        Complex[] product = new Complex[grid.Count];
        TreeWalk.Multiply(spectrum, atom.Spectrum, atom.Grid, factor, product);
        Fourier(grid).Inverse(product);
        return product;
    }

    private void AddAdjoint(Complex[] values, Atom atom, int factor, Complex[] sum)
    {
        (GridSize grid, GridSize small) = (atom.Grid, atom.Grid.Divide(factor));
        Fourier(small).Forward(values);
        for (int i = 0; i < sum.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, grid.Columns);
            sum[i] += Complex.Conjugate(atom.Spectrum[i])
                * values[(row % small.Rows * small.Columns) + (column % small.Columns)];
        }
    }

    private int Kept(int index, GridSize whole, GridSize kept)
    {
        int crop = _network.Options.OutputCrop;
        (int row, int column) = Math.DivRem(index, kept.Columns);
        return ((row + (whole.Dimensions == 1 ? 0 : crop)) * whole.Columns) + column + crop;
    }
}
