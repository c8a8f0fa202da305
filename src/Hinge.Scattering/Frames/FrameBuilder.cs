using System.Numerics;

namespace Hinge.Scattering.Frames;

/// <summary>Collects the atoms of a frame and leaves out those that hold no frequency of the grid.</summary>
internal sealed class FrameBuilder(string name, GridSize grid)
{
    private readonly List<Atom> _atoms = [];
    private readonly List<string> _dropped = [];

    /// <summary>How many atoms were kept.</summary>
    public int Count => _atoms.Count;

    /// <summary>Adds an atom by its values at the signed frequencies (row, column).</summary>
    /// <param name="label">Level, angle, frequency.</param>
    /// <param name="words">What to call it where it is empty.</param>
    /// <param name="value">ĝ at a frequency in whole cycles.</param>
    public void Add(AtomLabel label, string words, Func<int, int, Complex> value)
    {
        Complex[] values = Sample(value);
        if (values.Any(each => Atom.Power(each) > Atom.Negligible * Atom.Negligible))
            _atoms.Add(new(grid, values, label));
        else
            _dropped.Add(words);
    }

    /// <summary>The frame with this output-generating atom.</summary>
    public Frame Finish(AtomLabel label, Func<int, int, Complex> generator) =>
        new(name, new(grid, Sample(generator), label), [.. _atoms], _dropped);

    private Complex[] Sample(Func<int, int, Complex> value)
    {
        Complex[] values = new Complex[grid.Count];
        for (int row = 0; row < grid.Rows; row++)
        {
            int k = grid.SignedRow(row);
            for (int column = 0; column < grid.Columns; column++)
                values[(row * grid.Columns) + column] = value(k, grid.SignedColumn(column));
        }
        return values;
    }
}
