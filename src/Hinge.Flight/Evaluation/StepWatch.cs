using Hinge.Flight.Tasks;

namespace Hinge.Flight.Evaluation;

/// <summary>Told of a step of an episode.</summary>
/// <param name="state">Before it: the rows of <see cref="Dynamics.StateRow"/>.</param>
/// <param name="action">Four numbers.</param>
/// <param name="costs">The squares that the reward weighs.</param>
/// <param name="lost">Whether it left the bounds.</param>
/// <param name="next">The state after it.</param>
internal delegate void StepWatch(
    ReadOnlySpan<float> state, ReadOnlySpan<float> action, in RewardCosts costs, bool lost, ReadOnlySpan<float> next);
