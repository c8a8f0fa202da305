using System.Numerics;
using Hinge.Scattering.Frames;

namespace Hinge.Scattering.Presets;

/// <summary>
/// The Morlet bank of kymatio on a padded grid and on the grids its transform reduces signals to. Not admissible as
/// published; its sub-sampling differs from atom to atom.
/// </summary>
/// <remarks>
/// The literal 3.1415 of the published program is part of the definition. For signals already reduced by 2^r a filter
/// loses the ⌊P(1-2^{-r})⌋ bins from ⌊P 2^{-r-1}⌋ on, on each axis, and the 2^r x 2^r aliases are summed.
/// </remarks>
/// <param name="Scales">J.</param>
/// <param name="Directions">L.</param>
/// <param name="Padded">The grid of the first layer.</param>
/// <param name="Pi">3.1415; another value is for tests.</param>
internal sealed record KymatioFrame(int Scales, int Directions, GridSize Padded, double Pi) : FrameSettings
{
    /// <summary>π as the published program has it.</summary>
    public const double PublishedPi = 3.1415;

    private readonly Lazy<Frame> _base =
        new(() => new MorletFrame(Scales, Directions).Raw(Padded, Pi));

    public override string Text => $"kymatio2d:J={Scales},L={Directions}";

    public bool Equals(KymatioFrame? other) => other is not null
        && (Scales, Directions, Padded, Pi) == (other.Scales, other.Directions, other.Padded, other.Pi);

    public override int GetHashCode() => HashCode.Combine(Scales, Directions, Padded, Pi);

    private protected override Frame Compose(GridSize grid)
    {
        int reduction = Padded.Rows / grid.Rows;
        Frame whole = _base.Value;
        Atom[] atoms = [.. whole.Propagated.Where(atom => atom.Label.Factor >= reduction).Select(
            atom => Reduced(atom, grid, reduction))];
        return new(Text, Reduced(whole.Generator, grid, reduction), atoms);
    }

    private Atom Reduced(Atom atom, GridSize grid, int reduction)
    {
        AtomLabel label = atom.Label with
        {
            CentreFrequency = atom.Label.CentreFrequency * reduction,
            Factor = Math.Max(1, atom.Label.Factor / reduction),
        };
        Complex[] values = new Complex[grid.Count];
        for (int i = 0; i < Padded.Count; i++)
        {
            (int row, int column) = Math.DivRem(i, Padded.Columns);
            if (!IsMasked(row, Padded.Rows, reduction) && !IsMasked(column, Padded.Columns, reduction))
                values[(row % grid.Rows * grid.Columns) + (column % grid.Columns)] += atom.Spectrum[i];
        }
        return new(grid, values, label);
    }

    private static bool IsMasked(int bin, int length, int reduction)
    {
        int first = length / (2 * reduction), count = length - (length / reduction);
        return reduction > 1 && bin >= first && bin < first + count;
    }
}
