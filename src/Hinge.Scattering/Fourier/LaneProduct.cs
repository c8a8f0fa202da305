using System.Numerics;
using System.Runtime.CompilerServices;
using Hinge.Scattering.Frames;

namespace Hinge.Scattering.Fourier;

/// <summary>
/// The product of a spectrum and an atom, on a grid smaller by a factor: for every place of it the list of aliases
/// where the atom does not vanish. The means over the aliases and the inverse transform's 1/N are in the values.
/// </summary>
/// <remarks>Lists are in the order of columns, as a pass along columns takes them. Immutable.</remarks>
internal sealed unsafe class LaneProduct
{
    private readonly int[] _starts;
    private readonly int[] _sources;
    private readonly PinnedFloats _real;
    private readonly PinnedFloats? _imaginary;
    private readonly bool _across;

    /// <summary>The product with an atom.</summary>
    /// <param name="atom">ĝ on the grid of the spectrum.</param>
    /// <param name="from">That grid.</param>
    /// <param name="to">The smaller one.</param>
    /// <param name="half">Whether the result has a real inverse, so that columns 0 … N/2 are enough.</param>
    public LaneProduct(ReadOnlySpan<Complex> atom, LaneGrid from, LaneGrid to, bool half)
    {
        (From, To, IsHalf, _across) = (from, to, half, from.AcrossColumns);
        int width = _across ? from.Width : 1, lastColumn = half ? to.Columns / 2 : to.Columns - 1;
        ColumnLanes = to.LaneOf(lastColumn) + 1;
        List<int> starts = [0], sources = [];
        List<float> real = [], imaginary = [];
        double share = (double)to.Grid.Count / from.Grid.Count / to.Grid.Count;
        bool complex = false;
        for (int lane = 0; lane < ColumnLanes; lane++)
        {
            for (int row = 0; row < to.Rows; row++)
            {
                for (int y = row; y < from.Rows; y += to.Rows)
                {
                    for (int x = lane * width; x < from.Columns; x += to.Columns)
                    {
                        int count = Math.Min(width, to.Columns - (lane * width));
                        ReadOnlySpan<Complex> values = atom.Slice((y * from.Columns) + x, count);
                        if (IsNothing(values))
                            continue;
                        sources.Add(_across
                            ? (y * from.LanesPerRow * width) + x : ((y * from.LanesPerRow) + x) * from.Width);
                        for (int i = 0; i < width; i++)
                        {
                            Complex value = i < count ? values[i] * share : 0;
                            real.Add((float)value.Real);
                            imaginary.Add((float)value.Imaginary);
                            complex |= value.Imaginary != 0;
                            LastColumn = Math.Max(LastColumn, Math.Min(x + i, from.Columns - x - i));
                        }
                    }
                }
                starts.Add(sources.Count);
            }
        }
        (_starts, _sources) = ([.. starts], [.. sources]);
        _real = new(real.ToArray());
        _imaginary = complex ? new(imaginary.ToArray()) : null;
    }

    public LaneGrid From { get; }

    public LaneGrid To { get; }

    /// <summary>Whether only the columns 0 … N/2 of the result are made.</summary>
    public bool IsHalf { get; }

    /// <summary>Lanes of columns that are made.</summary>
    public int ColumnLanes { get; }

    /// <summary>The highest column of 0 … N/2 that is read, itself or as its mirror.</summary>
    public int LastColumn { get; }

    /// <summary>Products of lanes.</summary>
    public int Count => _sources.Length;

    /// <summary>Whether nothing falls on a lane of columns.</summary>
    public bool IsEmpty(int lane) => _starts[lane * To.Rows] == _starts[(lane + 1) * To.Rows];

    /// <summary>Marks the rows of the spectrum that are read.</summary>
    public void MarkRows(bool[] rows)
    {
        foreach (int source in _sources)
            rows[source / (From.LanesPerRow * From.Width)] = true;
    }

    /// <summary>A lane of columns of the product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Column<TLane>(int lane, TLane* spectrumR, TLane* spectrumI, TLane* xr, TLane* xi)
        where TLane : unmanaged, ILane<TLane>
    {
        float* re = (float*)spectrumR, im = (float*)spectrumI, values = _real.At;
        fixed (int* starts = &_starts[lane * To.Rows], sources = _sources)
        {
            if (_imaginary is not null)
            {
                ComplexColumn(starts, sources, re, im, xr, xi);
                return;
            }
            int at = starts[0];
            if (_across)
            {
                for (int row = 0; row < To.Rows; row++)
                {
                    TLane sumR = TLane.All(0), sumI = sumR;
                    for (; at < starts[row + 1]; at++)
                    {
                        TLane value = TLane.Load(values + ((long)at * TLane.Width));
                        sumR = TLane.Fused(value, TLane.Load(re + sources[at]), sumR);
                        sumI = TLane.Fused(value, TLane.Load(im + sources[at]), sumI);
                    }
                    (xr[row], xi[row]) = (sumR, sumI);
                }
                return;
            }
            for (int row = 0; row < To.Rows; row++)
            {
                TLane sumR = TLane.All(0), sumI = sumR;
                for (; at < starts[row + 1]; at++)
                {
                    TLane value = TLane.All(values[at]);
                    sumR = TLane.Fused(value, TLane.Load(re + sources[at]), sumR);
                    sumI = TLane.Fused(value, TLane.Load(im + sources[at]), sumI);
                }
                (xr[row], xi[row]) = (sumR, sumI);
            }
        }
    }

    private void ComplexColumn<TLane>(int* starts, int* sources, float* re, float* im, TLane* xr, TLane* xi)
        where TLane : unmanaged, ILane<TLane>
    {
        float* byR = _real.At, byI = _imaginary!.At;
        int at = starts[0];
        for (int row = 0; row < To.Rows; row++)
        {
            TLane sumR = TLane.All(0), sumI = sumR;
            for (; at < starts[row + 1]; at++)
            {
                long place = (long)at * TLane.Width;
                TLane valueR = _across ? TLane.Load(byR + place) : TLane.All(byR[at]);
                TLane valueI = _across ? TLane.Load(byI + place) : TLane.All(byI[at]);
                TLane sourceR = TLane.Load(re + sources[at]), sourceI = TLane.Load(im + sources[at]);
                sumR = TLane.FusedNegated(valueI, sourceI, TLane.Fused(valueR, sourceR, sumR));
                sumI = TLane.Fused(valueI, sourceR, TLane.Fused(valueR, sourceI, sumI));
            }
            (xr[row], xi[row]) = (sumR, sumI);
        }
    }

    private static bool IsNothing(ReadOnlySpan<Complex> values)
    {
        foreach (Complex value in values)
        {
            if (Atom.Power(value) > Atom.Negligible * Atom.Negligible)
                return false;
        }
        return true;
    }
}
