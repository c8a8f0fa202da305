using System.Runtime.CompilerServices;
using Hinge.Scattering.Fourier;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>The walk for one long signal at a time: adjacent columns of it in a lane, low-passes straight from
/// maps.</summary>
/// <remarks>One thread at a time; nothing is allocated by a walk.</remarks>
internal sealed unsafe class LongWalk<TLane> : LaneWalk
    where TLane : unmanaged, ILane<TLane>
{
    private const int ShortRow = 256;

    private readonly LongProgram _program;
    private readonly LongFourier<TLane> _fourier;
    private readonly PinnedFloats _room;
    private readonly TLane*[] _spectraR, _spectraI;
    private readonly TLane* _map;
    private readonly float* _line;

    public LongWalk(LongProgram program)
    {
        _program = program;
        _fourier = new(program.Grids);
        int depth = program.Network.Depth + 1;
        long[] spectra = new long[depth];
        foreach (LongStage stage in program.EachStage)
        {
            ref long most = ref spectra[stage.Stage.Layer];
            most = Math.Max(most, Math.Max(stage.Grid.Grid.Lanes, stage.Grid.Spectrum.Lanes) + 1);
        }
        long plane = spectra.Max(), line = (long)LongProgram.Rows * ShortRow;
        _room = new((((2 * spectra.Sum()) + plane) * TLane.Width) + line);
        TLane* at = (TLane*)_room.At;
        (_spectraR, _spectraI) = (new TLane*[depth], new TLane*[depth]);
        for (int layer = 0; layer < depth; layer++)
        {
            _spectraR[layer] = at;
            _spectraI[layer] = at + spectra[layer];
            at += 2 * spectra[layer];
        }
        _map = at;
        _line = (float*)(at + plane);
    }

    /// <inheritdoc/>
    public override int Signals => 1;

    /// <inheritdoc/>
    public override void Run(float* signals, int count, float* features, int part, int parts)
    {
        ReadOnlySpan<int> source = _program.Network.Boundary.Source;
        LaneGrid grid = _program.Stages[0].Grid.Grid;
        int pitch = grid.LanesPerRow * TLane.Width;
        float* map = (float*)_map;
        for (int i = 0; i < source.Length; i++)
            map[(i / grid.Columns * pitch) + (i % grid.Columns)] = source[i] < 0 ? 0 : signals[source[i]];
        Visit(0, features, part, parts);
    }

    private void Visit(int place, float* features, int part, int parts)
    {
        PathNode node = _program.Nodes[place];
        LongStage stage = _program.Stages[place];
        int layer = stage.Stage.Layer;
        if (place > 0 || part == 0)
            Output(stage, features + node.Offset);
        if (node.ChildCount == 0)
            return;
        _fourier.ForwardReal(stage.Grid, _map, _spectraR[layer], _spectraI[layer], stage.UsedRows);
        for (int child = 0; child < node.ChildCount; child++)
        {
            if (place == 0 && child % parts != part)
                continue;
            LongStep step = _program.Steps[node.FirstChild + child]!;
            _fourier.Inverse(
                step.Product, step.To, _spectraR[layer], _spectraI[layer], step.NonLinearity, _map);
            Visit(node.FirstChild + child, features, part, parts);
        }
    }

    // Features are sums over neighbours of the map, row after row of it; short rows are joined first.
    private void Output(LongStage stage, float* to)
    {
        LaneGrid grid = stage.Grid.Grid;
        int pitch = grid.LanesPerRow * TLane.Width, rows = grid.Rows, columns = grid.Columns;
        float* map = (float*)_map;
        if (columns < ShortRow)
        {
            for (int row = 0; row < rows; row++)
                new Span<float>(map + ((long)row * pitch), columns).CopyTo(new(_line + ((long)row * columns), columns));
            map = _line;
            (columns, rows) = (stage.Grid.Length, 1);
        }
        for (int i = 0; i < stage.Kept; i++)
        {
            (int row, int column) = Math.DivRem(stage.LowPass.First(i), columns);
            float* taps = stage.LowPass.Taps.At;
            float sum = 0;
            for (int left = stage.LowPass.Count; left > 0;)
            {
                int some = Math.Min(left, columns - column);
                sum += Sum(taps, map + ((long)row * pitch) + column, some);
                taps += some;
                (left, column, row) = (left - some, 0, row + 1 == rows ? 0 : row + 1);
            }
            to[i] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum(float* taps, float* line, int count)
    {
        int width = TLane.Width, q = 0;
        TLane a = TLane.All(0), b = a, c = a, d = a;
        for (; q + (4 * width) <= count; q += 4 * width)
        {
            a = TLane.Fused(TLane.Load(taps + q), TLane.Load(line + q), a);
            b = TLane.Fused(TLane.Load(taps + q + width), TLane.Load(line + q + width), b);
            c = TLane.Fused(TLane.Load(taps + q + (2 * width)), TLane.Load(line + q + (2 * width)), c);
            d = TLane.Fused(TLane.Load(taps + q + (3 * width)), TLane.Load(line + q + (3 * width)), d);
        }
        a = a + b + (c + d);
        float sum = 0;
        for (int lane = 0; lane < width; lane++)
            sum += ((float*)&a)[lane];
        for (; q < count; q++)
            sum = MathF.FusedMultiplyAdd(taps[q], line[q], sum);
        return sum;
    }
}
