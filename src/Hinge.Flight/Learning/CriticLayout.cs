using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Learning;

/// <summary>What the critics see beside an action (specification §3, §4.3): the state, less what is ablated.</summary>
internal readonly struct CriticLayout
{
    private readonly bool _sharesActor, _disturbance, _rotors;

    public CriticLayout(FlightSettings settings)
    {
        _sharesActor = settings.Takes(Ablations.Asymmetric);
        _disturbance = !settings.Takes(Ablations.Disturbance);
        _rotors = !settings.Takes(Ablations.RotorDelay);
        Observed = _sharesActor
            ? ObservationLayout.Actor(settings.History)
            : ObservationLayout.Body + (_disturbance ? 6 : 0) + (_rotors ? Drone.RotorCount : 0);
    }

    /// <summary>Numbers seen, less the action.</summary>
    public int Observed { get; }

    /// <summary>Numbers in: what is seen, then the action.</summary>
    public int Inputs => Observed + Drone.RotorCount;

    /// <summary>Writes what is seen.</summary>
    /// <param name="actor">What the actor sees.</param>
    /// <param name="privileged">The state, as <see cref="ObservationLayout.WritePrivileged"/> writes it.</param>
    /// <param name="target">Receives <see cref="Observed"/> numbers.</param>
    public void Write(ReadOnlySpan<float> actor, ReadOnlySpan<float> privileged, Span<float> target)
    {
        if (_sharesActor)
        {
            actor.CopyTo(target);
            return;
        }
        privileged[..ObservationLayout.Body].CopyTo(target);
        int next = ObservationLayout.Body;
        if (_disturbance)
        {
            privileged.Slice(ObservationLayout.Body, 6).CopyTo(target[next..]);
            next += 6;
        }
        if (_rotors)
            privileged.Slice(ObservationLayout.Body + 6, Drone.RotorCount).CopyTo(target[next..]);
    }
}
