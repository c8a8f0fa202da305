namespace Hinge.Scattering.Frames;

/// <summary>Meyer's bands over |k|: a low-pass and J bands whose squares add up to one.</summary>
/// <remarks>e_j = (N/2) 2^{j-J} and low_j(r) = cos(π/2 v(2r/e_j - 1)); band j lies between low_j and
/// low_{j+1}.</remarks>
internal readonly record struct RadialBands(int Scales, int Length)
{
    /// <summary>The low-pass, band -1 so to speak.</summary>
    public double Low(double radius) => LowOf(0, radius);

    /// <summary>Band j, 0 the coarsest.</summary>
    public double Band(int j, double radius)
    {
        double inner = LowOf(j, radius), outer = j == Scales - 1 ? 1 : LowOf(j + 1, radius);
        return Math.Sqrt(Math.Max(0, (outer * outer) - (inner * inner)));
    }

    /// <summary>
    /// Where band j is largest, in cycles per sample; the finest is flat from N/4 on, so half-way to N/2.
    /// </summary>
    public double Centre(int j) => j == Scales - 1 ? 0.375 : EdgeOf(j) / Length;

    /// <summary>Refuses scales that no frequency falls into.</summary>
    /// <param name="text">The recipe, as it begins before its J.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="radius">|k| of the grid's frequencies, as the bands see it.</param>
    /// <exception cref="FrameException">Some scale is empty; the message names the largest J that works.</exception>
    public void RefuseEmptyScales(string text, GridSize grid, Func<int, int, double> radius)
    {
        double[] radii = new double[grid.Count];
        for (int i = 0; i < radii.Length; i++)
            radii[i] = radius(grid.SignedRow(i / grid.Columns), grid.SignedColumn(i % grid.Columns));
        int empty = EmptyScale(radii);
        if (empty < 0)
            return;
        int largest = Scales - 1;
        while (largest > 0 && (this with { Scales = largest }).EmptyScale(radii) >= 0)
            largest--;
        throw new FrameException(
            $"{text} on {grid}: scale {empty} holds no frequency; the largest J here is {largest}");
    }

    private int EmptyScale(double[] radii)
    {
        for (int j = 0; j < Scales; j++)
        {
            bool empty = true;
            for (int i = 0; empty && i < radii.Length; i++)
                empty = Band(j, radii[i]) <= Atom.Negligible;
            if (empty)
                return j;
        }
        return -1;
    }

    private double LowOf(int j, double radius) => MeyerWindow.Fall((2 * radius / EdgeOf(j)) - 1);

    private double EdgeOf(int j) => Length / 2.0 * Math.Pow(2, j - Scales);
}
