using System.Numerics;
using Hinge.Core.Randomness;

namespace Hinge.Scattering.Frames;

/// <summary>
/// Random filters, a baseline: Gaussian taps of unit norm, their mean removed except from χ. Seldom admissible
/// without a repair.
/// </summary>
public sealed record RandomFrame : FrameSettings
{
    /// <summary>A recipe.</summary>
    /// <param name="count">K, the propagated filters, 1 … 1024.</param>
    /// <param name="size">Taps on each axis, 2 … 64.</param>
    /// <param name="seed">The seed; the same one gives the same filters.</param>
    /// <exception cref="FrameException">A number is outside its range.</exception>
    public RandomFrame(int count, int size, int seed = 1)
    {
        Count = InRange(count, 1, 1024, "K");
        Size = InRange(size, 2, 64, "size");
        Seed = InRange(seed, 0, int.MaxValue, "seed");
    }

    /// <summary>K, the propagated filters.</summary>
    public int Count { get; }

    /// <summary>Taps on each axis.</summary>
    public int Size { get; }

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <inheritdoc/>
    public override string Text => $"random:K={Count},size={Size},seed={Seed}";

    /// <inheritdoc/>
    private protected override Frame Compose(GridSize grid)
    {
        Require(grid, least: Size);
        RandomStream random = new((ulong)Seed);
        int rows = grid.Dimensions == 1 ? 1 : Size;
        Atom Draw(int index, AtomLabel label)
        {
            double[] taps = new double[rows * Size];
            random.Split((ulong)index).FillGaussian(taps);
            double mean = index == 0 ? 0 : taps.Average();
            double norm = Math.Sqrt(taps.Sum(tap => (tap - mean) * (tap - mean)));
            Complex[] filter = [.. taps.Select(tap => new Complex((tap - mean) / norm, 0))];
            return new(grid, FilterBank.Transform(filter, rows, Size, grid), label);
        }
        return new(Text, Draw(0, new(1)), [.. Enumerable.Range(1, Count).Select(index => Draw(index, new(0)))]);
    }
}
