namespace Hinge.Flight.Tracking;

/// <summary>What flies a drone: a policy, or a law of control.</summary>
/// <param name="observation">As an actor sees it (<see cref="Tasks.ObservationLayout"/>).</param>
/// <param name="action">Receives four numbers in [-1, 1].</param>
internal delegate void Controller(ReadOnlySpan<float> observation, Span<float> action);
