namespace Hinge.Scope.Colouring;

/// <summary>
/// How a matrix is stored and computed: a box of coefficients for every site, a site being an input when columns are
/// stored and an output when rows are; and the colours, sets of sites whose boxes are disjoint (spec §6).
/// </summary>
/// <param name="ByColumns">Whether a site is an input and its box a column; otherwise an output and a row.</param>
/// <param name="Channels">Channels of the sites' side.</param>
/// <param name="TargetChannels">Channels of the side that boxes lie in; a box spans all of them.</param>
/// <param name="Y">From top to bottom.</param>
/// <param name="X">From left to right.</param>
public sealed record Lattice(bool ByColumns, long Channels, long TargetChannels, AxisLattice Y, AxisLattice X)
{
    /// <summary>Number of colours: passes that the whole matrix takes.</summary>
    public long Colours => Channels * Y.Period * X.Period;

    /// <summary>Stored coefficients, counting only what lies in the picture.</summary>
    public long Entries => Channels * TargetChannels * Y.Total * X.Total;

    /// <summary>Number of sites.</summary>
    public long Sites => Channels * Y.Sites * X.Sites;

    /// <summary>Number of places that boxes lie in.</summary>
    public long Targets => TargetChannels * Y.Targets * X.Targets;

    /// <summary>Columns as boxes.</summary>
    /// <param name="footprint">Of an input.</param>
    /// <param name="input">[C, H, W].</param>
    /// <param name="output">[C, H, W].</param>
    public static Lattice Columns(Footprint footprint, long[] input, long[] output) => new(
        true,
        input[0],
        output[0],
        new(footprint.Y, input[1], output[1]),
        new(footprint.X, input[2], output[2]));

    /// <summary>Rows as boxes.</summary>
    /// <param name="footprint">Of an input; it is reversed here.</param>
    /// <param name="input">[C, H, W].</param>
    /// <param name="output">[C, H, W].</param>
    public static Lattice Rows(Footprint footprint, long[] input, long[] output)
    {
        Footprint field = footprint.Reverse();
        return new(
            false, output[0], input[0], new(field.Y, output[1], input[1]), new(field.X, output[2], input[2]));
    }

    /// <summary>Every column, or every row, as one dense box: each is its own colour.</summary>
    public static Lattice Dense(bool byColumns, long inputs, long outputs)
    {
        (long sites, long targets) = byColumns ? (inputs, outputs) : (outputs, inputs);
        return new(byColumns, 1, 1, new(null, 1, 1), new(null, sites, targets));
    }

    /// <summary>The sites of one colour.</summary>
    /// <param name="colour">0 … <see cref="Colours"/> − 1.</param>
    /// <param name="sparsity">Takes only every n-th site along each axis.</param>
    internal IEnumerable<(int Channel, int Y, int X)> SitesOf(long colour, int sparsity = 1)
    {
        int perChannel = Y.Period * X.Period;
        int channel = (int)(colour / perChannel);
        int rest = (int)(colour % perChannel);
        for (int y = rest / X.Period; y < Y.Sites; y += Y.Period * sparsity)
        {
            for (int x = rest % X.Period; x < X.Sites; x += X.Period * sparsity)
                yield return (channel, y, x);
        }
    }

    /// <summary>Index of a site in a flat [C, H, W].</summary>
    internal long SiteIndex((int Channel, int Y, int X) site) =>
        ((long)site.Channel * Y.Sites + site.Y) * X.Sites + site.X;

    /// <summary>Where a site's box begins in the stored coefficients.</summary>
    internal long Offset((int Channel, int Y, int X) site) => TargetChannels * (
        site.Channel * Y.Total * X.Total + Y.Before(site.Y) * X.Total + Y.Length(site.Y) * X.Before(site.X));

    /// <summary>The box of a site.</summary>
    internal Box BoxOf((int Channel, int Y, int X) site) => new(
        Offset(site),
        Y.Low(site.Y) * X.Targets + X.Low(site.X),
        (int)TargetChannels,
        Y.Targets * X.Targets,
        Y.Length(site.Y),
        X.Targets,
        X.Length(site.X));
}
