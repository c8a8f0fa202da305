using Hinge.Core;
using Hinge.Scope.Replay;
using static TorchSharp.torch;

namespace Hinge.Scope.Analyses;

/// <summary>
/// How far one can go from x along a ray before the first gate flips: inside a region pre-activations are affine in t,
/// so t* = min over units of −z⁰/ż, with ż from one forward replay (spec §11). Up to t* F and r are constant.
/// </summary>
/// <param name="Distance">t*, in lengths of the direction; +∞ when no gate ever flips.</param>
/// <param name="Call">The call of the unit that flips; null when none does.</param>
/// <param name="Gate">Flat index of its gate.</param>
public sealed record GateDistance(double Distance, string? Call, long Gate)
{
    /// <summary>The distance to the edge of the region along x + t d, t ≥ 0.</summary>
    /// <param name="at">The interpreter at x. Exact for piecewise-linear networks, up to rounding.</param>
    /// <param name="direction">d, of the shape of the operating point.</param>
    /// <exception cref="InputException">The shape differs, or a unit is not piecewise linear.</exception>
    public static GateDistance Along(Interpreter at, Tensor direction)
    {
        CheckDirection(at, direction);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        CrossingReplay replay = new(at.Cache, at.Samples);
        at.Scope.Hooks.Run(replay, cat([at.Input, direction], 0));
        return new(replay.Earliest, replay.Call, replay.Gate);
    }

    /// <summary>The gates that differ between x and x + t d, call by call; runs the network there.</summary>
    /// <param name="at">The interpreter at x.</param>
    /// <param name="direction">d, of the shape of the operating point.</param>
    /// <param name="t">How far.</param>
    public static IReadOnlyList<GateDifference> FlippedAt(Interpreter at, Tensor direction, double t)
    {
        CheckDirection(at, direction);
        using DisposeScope scope = NewDisposeScope();
        using Interpreter there = at.Scope.Freeze(at.Input + direction * t);
        return GateDifference.Between(at, there);
    }

    private static void CheckDirection(Interpreter at, Tensor direction)
    {
        if (!direction.shape.AsSpan().SequenceEqual(at.Input.shape))
        {
            throw new InputException(
                $"a direction of shape {LinearScope.Shape(direction)} from an input of shape "
                + $"{LinearScope.Shape(at.Input)}");
        }
    }
}
