using System.Numerics;
using Hinge.Scattering.Fourier;
using Hinge.Scattering.Frames;

namespace Hinge.Scattering.Transforms;

/// <summary>
/// The undecimated coefficients of one frame, before any non-linearity, and the signal back from them by the
/// canonical dual frame. Recovering a signal from moduli is not claimed.
/// </summary>
/// <remarks>f̂ = Σ conj(ĝ) (f∗g)^ / LP over all atoms, χ among them.</remarks>
public sealed class LinearInverse
{
    private readonly double[] _sum;
    private readonly GridFourier _fourier;

    /// <summary>The inverse of a frame.</summary>
    /// <param name="frame">A frame whose complex Littlewood–Paley sum has no hole.</param>
    /// <exception cref="FrameException">A is below 1e-10.</exception>
    public LinearInverse(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _sum = frame.LittlewoodPaley(forRealSignals: false);
        frame.RefuseHoles(forRealSignals: false, _sum);
        (Frame, _fourier) = (frame, new(frame.Grid));
        Amplification = 1 / Math.Sqrt(_sum.Min());
    }

    /// <summary>The frame.</summary>
    public Frame Frame { get; }

    /// <summary>A^{-1/2}, by which an error in the coefficients can grow.</summary>
    public double Amplification { get; }

    /// <summary>f∗g for every atom, χ first.</summary>
    /// <param name="signal">As many samples as the grid has.</param>
    public Complex[][] Analyse(ReadOnlySpan<Complex> signal)
    {
        Complex[] spectrum = signal.ToArray();
        _fourier.Forward(spectrum);
        return [.. Frame.Atoms.Select(atom =>
        {
            Complex[] product = new Complex[spectrum.Length];
            TreeWalk.Multiply(spectrum, atom.Spectrum, Frame.Grid, 1, product);
            _fourier.Inverse(product);
            return product;
        })];
    }

    /// <summary>The signal whose coefficients come closest to these.</summary>
    /// <param name="coefficients">As <see cref="Analyse"/> gives them; left as they are.</param>
    /// <exception cref="ArgumentException">There are more or fewer atoms.</exception>
    public Complex[] Synthesise(IReadOnlyList<Complex[]> coefficients)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        if (coefficients.Count != Frame.Count)
            throw new ArgumentException($"expected {Frame.Count} maps, found {coefficients.Count}");
        Complex[] sum = new Complex[_sum.Length];
        int index = 0;
        foreach (Atom atom in Frame.Atoms)
        {
            Complex[] map = [.. coefficients[index++]];
            _fourier.Forward(map);
            for (int i = 0; i < sum.Length; i++)
                sum[i] += Complex.Conjugate(atom.Spectrum[i]) * map[i];
        }
        for (int i = 0; i < sum.Length; i++)
            sum[i] /= _sum[i];
        _fourier.Inverse(sum);
        return sum;
    }
}
