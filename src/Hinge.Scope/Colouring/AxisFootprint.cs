namespace Hinge.Scope.Colouring;

/// <summary>
/// Along one axis: which outputs an input can reach. The scale from input to output is a/d, and the interval of input
/// p + d is that of p moved by a, so the intervals of the d phases tell all (spec §6).
/// </summary>
/// <param name="Numerator">a, outputs that d inputs make.</param>
/// <param name="Phases">The d intervals of inputs 0 … d − 1, as if the picture had no border.</param>
/// <param name="Stride">
/// The least number of inputs by which the whole network, not only its output, shifts with the picture: a multiple of d.
/// </param>
public sealed record AxisFootprint(long Numerator, IReadOnlyList<Interval> Phases, long Stride)
{
    /// <summary>d, the inputs that make a outputs.</summary>
    public long Denominator => Phases.Count;

    /// <summary>The longest interval.</summary>
    public long Extent => Phases.Max(phase => phase.Length);

    /// <summary>
    /// The smallest P such that inputs P or more apart have disjoint intervals. With one phase: the smallest with
    /// s·P ≥ L + R + 1, the interval of p being s·p + [−L, R].
    /// </summary>
    public long Period
    {
        get
        {
            long period = 1;
            while (!Disjoint(period))
                period++;
            return period;
        }
    }

    /// <summary>The outputs that input <paramref name="p"/> can reach.</summary>
    public Interval Of(long p)
    {
        long block = Math.DivRem(p, Denominator, out long phase);
        if (phase < 0)
        {
            phase += Denominator;
            block--;
        }
        return Phases[(int)phase].Shift(block * Numerator);
    }

    /// <summary>The inputs that can reach an output: the footprint of the transposed map.</summary>
    public AxisFootprint Reverse()
    {
        Interval[] fields = new Interval[Numerator];
        long stride = Stride / Denominator * Numerator;
        Interval[] known = [.. Phases.Where(phase => !phase.IsEmpty)];
        if (known.Length == 0)
            return new(Denominator, [.. fields.Select(_ => Interval.Empty)], stride);
        // Input p = b·d + φ reaches outputs near b·a: only blocks within the longest reach need a look.
        long low = known.Min(phase => phase.Low), high = known.Max(phase => phase.High);
        for (int q = 0; q < Numerator; q++)
        {
            long first = (FloorDivide(q - high, Numerator) - 1) * Denominator;
            long last = (FloorDivide(q - low, Numerator) + 2) * Denominator;
            long least = long.MaxValue, most = long.MinValue;
            for (long p = first; p <= last; p++)
            {
                if (!Of(p).Contains(new(q, q)))
                    continue;
                least = Math.Min(least, p);
                most = Math.Max(most, p);
            }
            fields[q] = most < least ? Interval.Empty : new(least, most);
        }
        return new(Denominator, fields, stride);
    }

    // Distances beyond one whole block repeat those within it, farther apart.
    private bool Disjoint(long period)
    {
        for (long distance = period; distance < period + Denominator; distance++)
        {
            for (int phase = 0; phase < Denominator; phase++)
            {
                Interval near = Phases[phase], far = Of(phase + distance);
                if (!near.IsEmpty && !far.IsEmpty && far.Low <= near.High)
                    return false;
            }
        }
        return true;
    }

    private static long FloorDivide(long a, long b) => (long)Math.Floor((double)a / b);
}
