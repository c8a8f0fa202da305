using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Where affine functions of t ≥ 0 first meet; +∞ where they do not.</summary>
internal static class GateCrossings
{
    /// <summary>A unit without decisions has no times.</summary>
    public static Tensor None() => empty([0], dtype: ScalarType.Float64);

    /// <summary>Where z + t ż goes through a bound.</summary>
    /// <param name="z">z, double.</param>
    /// <param name="direction">ż, of the same shape.</param>
    /// <param name="bound">The bound.</param>
    /// <param name="above">Which z count as above it.</param>
    public static Tensor OfBound(Tensor z, Tensor direction, double bound, Tensor above)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor towards = where(above, direction < 0, direction > 0);
        Tensor times = (bound - z) / direction;
        return Where(towards, times).MoveToOuterDisposeScope();
    }

    /// <summary>Where a rival overtakes the winner of a maximum.</summary>
    public static Tensor OfRival(Tensor winner, Tensor winnerDirection, Tensor rival, Tensor rivalDirection)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor gain = rivalDirection - winnerDirection;
        return Where(gain > 0, (winner - rival) / gain).MoveToOuterDisposeScope();
    }

    private static Tensor Where(Tensor condition, Tensor times)
    {
        Tensor never = full(1, double.PositiveInfinity, dtype: ScalarType.Float64);
        return where(condition, times.clamp_min(0), never);
    }
}
