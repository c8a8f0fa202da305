using Hinge.Scope.Lanes;
using Hinge.Scope.Replay;
using static TorchSharp.torch;

namespace Hinge.Scope.Colouring;

/// <summary>
/// Measures the footprint of a network: sends the support of single pixels through its structure, on a probe picture
/// that grows until they stay clear of the border (spec §6).
/// </summary>
/// <param name="scope">The network.</param>
/// <param name="x">The operating point, [1, C, H, W]: the probe is made of it.</param>
/// <param name="cutCall">Ordinal of a final softmax that is the identity; −1 for none.</param>
internal sealed class FootprintProbe(LinearScope scope, Tensor x, int cutCall)
{
    // A multiple of all common strides, so that every probe and the picture have the same remainder.
    private const long FirstSide = 48;

    // Three repetitions of d phases tell a true period from a chance one.
    private const int Repetitions = 3;
    private static readonly int[] s_seeds = [12, 48, 192];

    private readonly long[] _picture = x.shape[2..];
    private bool _fixedSize;

    /// <summary>Measures it.</summary>
    public Footprint Measure()
    {
        foreach (HookedUnit unit in scope.Hooks.Units)
        {
            if (!unit.Rule.IsLocal(unit.Module, scope.Settings.Modes))
                return Footprint.Whole($"{ModuleTree.Describe(unit.Path, unit.Module)} reaches the whole picture");
        }
        long most = Math.Max(2 * FirstSide, _picture.Max());
        long side = FirstSide;
        SeedExtents? centre = Last(Run(Diagonal(1, side), side));
        while (centre is not null && !_fixedSize && Touches(centre) != (false, false) && side < most)
        {
            side *= 2;
            centre = Last(Run(Diagonal(1, side), side));
        }
        if (centre is null)
            return Footprint.Whole("the output is no picture [B, C, H, W]");
        (bool wholeY, bool wholeX) = Touches(centre);
        if (wholeY && wholeX)
            return Footprint.Whole("one input reaches the whole picture");
        return Phases(side, most * 2, wholeY, wholeX);
    }

    /// <summary>
    /// Whether one input reaches at least this share of the picture. Takes single pixels on probes no larger than that
    /// asks for, where the whole footprint of a deep network takes probes larger than the picture.
    /// </summary>
    public bool Exceeds(double share)
    {
        long most = _picture.Max();
        for (long side = FirstSide; ; side *= 2)
        {
            if (Last(Run(Diagonal(1, side), side)) is not { } centre)
                return true;
            (long height, long width) = Size(side);
            double reached = (double)centre.Y[0].Length / centre.Height * height
                * centre.X[0].Length / centre.Width * width;
            if (reached >= share * _picture[0] * _picture[1])
                return true;
            if (_fixedSize || side >= most || Touches(centre) == (false, false))
                return false;
        }
    }

    private Footprint Phases(long side, long most, bool wholeY, bool wholeX)
    {
        foreach (int count in s_seeds)
        {
            IReadOnlyList<SeedExtents?> calls = Run(Diagonal(count, side), side);
            while (!_fixedSize && side < most && Touches(calls, wholeY, wholeX))
            {
                side *= 2;
                calls = Run(Diagonal(count, side), side);
            }
            if (Touches(calls, wholeY, wholeX))
                break;
            (long y, long x) first = Diagonal(count, side)[0];
            AxisFootprint? alongY = wholeY ? null : Fit(calls, seeds => seeds.Y, first.y);
            AxisFootprint? alongX = wholeX ? null : Fit(calls, seeds => seeds.X, first.x);
            if ((wholeY || alongY is not null) && (wholeX || alongX is not null))
                return CheckBorder(alongY, alongX, side);
        }
        return Footprint.Whole("the boxes of neighbouring inputs follow no regular lattice");
    }

    // Padding may carry inputs near the border to places that no input inside reaches.
    private Footprint CheckBorder(AxisFootprint? y, AxisFootprint? x, long side)
    {
        (long height, long width) = Size(side);
        List<(long Y, long X)> seeds = [];
        for (long p = 0; p < Math.Min(height, width) / 2; p = Math.Max(1, 2 * p))
        {
            seeds.Add((p, p));
            seeds.Add((height - 1 - p, width - 1 - p));
        }
        SeedExtents border = Last(Run(seeds, side))!;
        bool insideY = true, insideX = true;
        for (int i = 0; i < seeds.Count; i++)
        {
            insideY &= y is null || y.Of(seeds[i].Y).Clip(border.Height).Contains(border.Y[i]);
            insideX &= x is null || x.Of(seeds[i].X).Clip(border.Width).Contains(border.X[i]);
        }
        string? obstacle = (insideY && insideX, y is null || x is null) switch
        {
            (false, _) => "padding carries inputs at the border further than those inside",
            (true, true) => "one input reaches the whole of one axis",
            _ => null,
        };
        return new(insideY ? y : null, insideX ? x : null, obstacle);
    }

    private static AxisFootprint? Fit(
        IReadOnlyList<SeedExtents?> calls, Func<SeedExtents, Interval[]> axis, long first)
    {
        long stride = 1;
        foreach (SeedExtents? call in calls)
        {
            if (call is null || axis(call).All(interval => interval.IsEmpty))
                continue;
            if (Shift(axis(call)) is not { } shift)
                return null;
            stride = LeastCommonMultiple(stride, shift.Inputs);
        }
        Interval[] last = axis(Last(calls)!);
        (int d, long a) = Shift(last) ?? (1, 1);
        Interval[] phases = new Interval[d];
        for (int seed = 0; seed < d; seed++)
        {
            long p = first + seed;
            phases[p % d] = last[seed].Shift(-(p / d) * a);
        }
        return new(a, phases, stride);
    }

    /// <summary>The least d, with its a, such that every interval is that of d inputs before, moved by a.</summary>
    private static (int Inputs, long Outputs)? Shift(Interval[] seeds)
    {
        for (int d = 1; d <= seeds.Length / Repetitions; d++)
        {
            int known = Array.FindIndex(seeds, seed => !seed.IsEmpty);
            if (known < 0 || known + d >= seeds.Length)
                return null;
            long a = seeds[known + d].Low - seeds[known].Low;
            bool regular = a > 0;
            for (int i = 0; regular && i + d < seeds.Length; i++)
                regular = seeds[i + d] == seeds[i].Shift(a);
            if (regular)
                return (d, a);
        }
        return null;
    }

    private static SeedExtents? Last(IReadOnlyList<SeedExtents?> calls) => calls[^1];

    private static (bool Y, bool X) Touches(SeedExtents seeds) => (
        seeds.Y.Any(seed => !seed.IsEmpty && (seed.Low <= 0 || seed.High >= seeds.Height - 1)),
        seeds.X.Any(seed => !seed.IsEmpty && (seed.Low <= 0 || seed.High >= seeds.Width - 1)));

    private static bool Touches(IReadOnlyList<SeedExtents?> calls, bool wholeY, bool wholeX) =>
        calls.OfType<SeedExtents>().Select(Touches).Any(touch => (touch.Y && !wholeY) || (touch.X && !wholeX));

    private static long LeastCommonMultiple(long a, long b) =>
        a / (long)System.Numerics.BigInteger.GreatestCommonDivisor(a, b) * b;

    private (long Height, long Width) Size(long side) => _fixedSize
        ? (_picture[0], _picture[1])
        : (side + _picture[0] % side, side + _picture[1] % side);

    private (long Y, long X)[] Diagonal(int count, long side)
    {
        (long height, long width) = Size(side);
        return [.. Enumerable.Range(0, count)
            .Select(i => ((height - count) / 2 + i, (width - count) / 2 + i))
            .Where(seed => seed.Item1 >= 0 && seed.Item1 < height && seed.Item2 >= 0 && seed.Item2 < width)];
    }

    /// <summary>The extents after every call, and of the output last.</summary>
    private List<SeedExtents?> Run(IReadOnlyList<(long Y, long X)> seeds, long side)
    {
        if (_fixedSize)
            return RunAt(seeds, side);
        try
        {
            return RunAt(seeds, side);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Some networks work at one size only: they hold constants or masks, or check what they are given.
            _fixedSize = true;
            return RunAt([.. Diagonal(seeds.Count, side)], side);
        }
    }

    private List<SeedExtents?> RunAt(IReadOnlyList<(long Y, long X)> seeds, long side)
    {
        (long height, long width) = Size(side);
        int lanes = (int)Math.Clamp(16 * 96 * 96 / (height * width), 1, 16);
        List<SeedExtents?> all = [];
        for (int first = 0; first < seeds.Count; first += lanes)
        {
            IReadOnlyList<SeedExtents?> part =
                RunLanes([.. seeds.Skip(first).Take(lanes)], height, width);
            all = first == 0 ? [.. part] : [.. all.Zip(part, (old, more) => more is null ? null : old?.And(more))];
        }
        return all;
    }

    private List<SeedExtents?> RunLanes((long Y, long X)[] seeds, long height, long width)
    {
        using DisposeScope tensors = NewDisposeScope();
        using IDisposable constant = no_grad();
        Tensor rows = arange(height, dtype: ScalarType.Int64).remainder(_picture[0]);
        Tensor columns = arange(width, dtype: ScalarType.Int64).remainder(_picture[1]);
        Tensor probe = x.index_select(2, rows).index_select(3, columns);
        Tensor lanes = cat([probe, zeros([seeds.Length, .. probe.shape[1..]], dtype: x.dtype)], 0);
        for (int i = 0; i < seeds.Length; i++)
            lanes[i + 1].narrow(1, seeds[i].Y, 1).narrow(2, seeds[i].X, 1).fill_(1);
        SupportReplay pass = new(scope.Settings, cutCall);
        Tensor output = scope.Hooks.Run(pass, lanes);
        using Tensor reached = output.narrow(0, 1, seeds.Length).ne(0);
        return [.. pass.Reached, reached.dim() == 4 ? SeedExtents.Of(reached) : null];
    }
}
