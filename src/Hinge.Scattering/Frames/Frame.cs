using System.Globalization;

namespace Hinge.Scattering.Frames;

/// <summary>
/// A frame of filters on a grid: the output-generating atom χ, which is not propagated, and the others, which are.
/// Immutable.
/// </summary>
/// <remarks>Section 2 of the specification's source: Wiatowski and Bölcskei, arXiv 1512.06293.</remarks>
public sealed class Frame
{
    internal Frame(
        string name, Atom generator, IReadOnlyList<Atom> propagated, IReadOnlyList<string>? dropped = null)
    {
        (Name, Generator, Propagated, Dropped) = (name, generator, propagated, dropped ?? []);
    }

    /// <summary>The recipe it was made by, for example <c>wavelets:J=3,L=8</c>.</summary>
    public string Name { get; }

    /// <summary>The grid.</summary>
    public GridSize Grid => Generator.Grid;

    /// <summary>χ, the output-generating atom.</summary>
    public Atom Generator { get; }

    /// <summary>The atoms that lead to the next layer, in the order of the paths.</summary>
    public IReadOnlyList<Atom> Propagated { get; }

    /// <summary>Atoms of the recipe that hold no frequency of this grid and were left out, in words.</summary>
    public IReadOnlyList<string> Dropped { get; }

    /// <summary>Number of atoms, χ included.</summary>
    public int Count => Propagated.Count + 1;

    /// <summary>All atoms, χ first.</summary>
    public IEnumerable<Atom> Atoms => Propagated.Prepend(Generator);

    /// <summary>The Littlewood–Paley sum LP(k) = Σ|ĝ(k)|² over all atoms, or ½(LP(k) + LP(-k)).</summary>
    /// <param name="forRealSignals">The second form: enough where every input is real, since |f̂(k)| =
    /// |f̂(-k)|.</param>
    public double[] LittlewoodPaley(bool forRealSignals)
    {
        double[] sum = new double[Grid.Count];
        foreach (Atom atom in Atoms)
            Add(sum, atom, 1);
        return forRealSignals ? Symmetrised(Grid, sum) : sum;
    }

    /// <summary>The frame bounds.</summary>
    /// <param name="forRealSignals">See <see cref="LittlewoodPaley"/>.</param>
    public FrameBounds Bounds(bool forRealSignals)
    {
        double[] sum = LittlewoodPaley(forRealSignals);
        int least = 0, most = 0;
        for (int i = 1; i < sum.Length; i++)
        {
            if (sum[i] < sum[least])
                least = i;
            if (sum[i] > sum[most])
                most = i;
        }
        return new(sum[least], sum[most], least, most, forRealSignals);
    }

    /// <summary>Every atom, χ included, multiplied by a number.</summary>
    public Frame Scaled(double factor) =>
        new(Name, Generator.Times(factor), [.. Propagated.Select(atom => atom.Times(factor))], Dropped);

    /// <summary>Every atom divided by √LP: exactly Parseval, with other shapes.</summary>
    /// <param name="forRealSignals">Which Littlewood–Paley sum becomes 1.</param>
    /// <exception cref="FrameException">A is below 1e-10, so that some frequency cannot be had back.</exception>
    public Frame Tight(bool forRealSignals)
    {
        double[] weights = LittlewoodPaley(forRealSignals);
        RefuseHoles(forRealSignals, weights);
        for (int i = 0; i < weights.Length; i++)
            weights[i] = 1 / Math.Sqrt(weights[i]);
        return new(Name, Generator.Times(weights), [.. Propagated.Select(atom => atom.Times(weights))], Dropped);
    }

    /// <summary>One more atom with |ĝ|² = B - LP, then every atom divided by √B: Parseval.</summary>
    /// <param name="forRealSignals">Which Littlewood–Paley sum becomes 1.</param>
    public Frame Completed(bool forRealSignals)
    {
        double[] sum = LittlewoodPaley(forRealSignals);
        double upper = sum.Max();
        Atom added = Complement(sum, upper, new(0));
        Frame whole = new(Name, Generator, [.. Propagated, added], Dropped);
        return whole.Scaled(1 / Math.Sqrt(upper));
    }

    /// <summary>The real atom that fills a Littlewood–Paley sum up to a bound.</summary>
    internal Atom Complement(double[] sum, double upper, AtomLabel label)
    {
        System.Numerics.Complex[] rest = new System.Numerics.Complex[sum.Length];
        for (int i = 0; i < sum.Length; i++)
            rest[i] = Math.Sqrt(Math.Max(0, upper - sum[i]));
        return new(Grid, rest, label);
    }

    /// <summary>½(sum(k) + sum(-k)).</summary>
    internal static double[] Symmetrised(GridSize grid, double[] sum)
    {
        double[] both = new double[sum.Length];
        for (int i = 0; i < sum.Length; i++)
            both[i] = 0.5 * (sum[i] + sum[grid.Mirror(i)]);
        return both;
    }

    /// <summary>Adds a multiple of |ĝ|².</summary>
    internal static void Add(double[] sum, Atom atom, double weight)
    {
        ReadOnlySpan<System.Numerics.Complex> values = atom.Spectrum;
        for (int i = 0; i < sum.Length; i++)
            sum[i] += weight * Atom.Power(values[i]);
    }

    /// <summary>Refuses a frame that loses a frequency.</summary>
    /// <exception cref="FrameException">A is below 1e-10.</exception>
    internal void RefuseHoles(bool forRealSignals, double[]? sum = null)
    {
        sum ??= LittlewoodPaley(forRealSignals);
        double least = sum.Min();
        if (least >= 1e-10)
            return;
        string value = least.ToString("G3", CultureInfo.InvariantCulture);
        throw new FrameException(
            $"{Name} on {Grid}: A = {value} at k = {Grid.Describe(Array.IndexOf(sum, least))}: no inverse; "
            + "use complete");
    }
}
