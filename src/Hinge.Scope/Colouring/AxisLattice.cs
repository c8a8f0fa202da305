namespace Hinge.Scope.Colouring;

/// <summary>Along one axis: the intervals that boxes cover, and how far apart seeds of one colour are.</summary>
public sealed class AxisLattice
{
    private readonly long[] _low;
    private readonly int[] _length;
    private readonly long[] _before;
    private Interval[]? _over;

    /// <summary>The lattice of one axis.</summary>
    /// <param name="footprint">What a site can reach; null for everything.</param>
    /// <param name="sites">Number of sites: inputs for columns, outputs for rows.</param>
    /// <param name="targets">Number of places that they reach into.</param>
    public AxisLattice(AxisFootprint? footprint, long sites, long targets)
        : this(
            targets,
            footprint is null ? sites : Math.Clamp(footprint.Period, 1, Math.Max(1, sites)),
            [.. Enumerable.Range(0, (int)sites).Select(
                p => footprint is null ? new(0, targets - 1) : footprint.Of(p).Clip(targets))])
    {
    }

    internal AxisLattice(long targets, long period, IReadOnlyList<Interval> boxes)
    {
        Targets = targets;
        Period = (int)period;
        _low = [.. boxes.Select(box => box.Low)];
        _length = [.. boxes.Select(box => (int)box.Length)];
        _before = new long[boxes.Count + 1];
        for (int p = 0; p < boxes.Count; p++)
            _before[p + 1] = _before[p] + _length[p];
    }

    /// <summary>Number of sites.</summary>
    public int Sites => _low.Length;

    /// <summary>Number of places that sites reach into.</summary>
    public long Targets { get; }

    /// <summary>P: sites this far apart, or farther, have disjoint boxes.</summary>
    public int Period { get; }

    /// <summary>Sum of the lengths of all boxes.</summary>
    public long Total => _before[^1];

    /// <summary>The first place of a site's box.</summary>
    public long Low(int site) => _low[site];

    /// <summary>The number of places in a site's box.</summary>
    public int Length(int site) => _length[site];

    /// <summary>Sum of the lengths of the boxes before a site.</summary>
    public long Before(int site) => _before[site];

    /// <summary>The box of a site.</summary>
    public Interval Box(int site) => _length[site] == 0 ? Interval.Empty : new(_low[site], _low[site] + _length[site] - 1);

    /// <summary>The sites whose boxes hold a place, ascending.</summary>
    internal IEnumerable<int> SitesOver(long place)
    {
        _over ??= Invert();
        for (int site = (int)_over[place].Low; site <= _over[place].High; site++)
        {
            if (place >= _low[site] && place < _low[site] + _length[site])
                yield return site;
        }
    }

    /// <summary>The same boxes with another distance between seeds of one colour.</summary>
    internal AxisLattice WithPeriod(int period) => new(Targets, period, [.. Enumerable.Range(0, Sites).Select(Box)]);

    // The first and the last site over each place; some in between may have empty boxes.
    private Interval[] Invert()
    {
        Interval[] over = [.. Enumerable.Repeat(Interval.Empty, (int)Targets)];
        for (int site = 0; site < Sites; site++)
        {
            for (long place = _low[site]; place < _low[site] + _length[site]; place++)
                over[place] = over[place].IsEmpty ? new(site, site) : over[place] with { High = site };
        }
        return over;
    }
}
