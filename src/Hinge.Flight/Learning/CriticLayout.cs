using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Learning;

/// <summary>What the critics see beside an action (specification §3, §4.3): the state, less what is ablated.</summary>
internal readonly struct CriticLayout
{
    private readonly bool _disturbance, _rotors;

    public CriticLayout(FlightSettings settings)
    {
        SharesActor = settings.Takes(Ablations.Asymmetric);
        _disturbance = !settings.Takes(Ablations.Disturbance);
        _rotors = !settings.Takes(Ablations.RotorDelay);
        Observed = SharesActor
            ? ObservationLayout.Actor(settings.History)
            : ObservationLayout.Body + (_disturbance ? 6 : 0) + (_rotors ? Drone.RotorCount : 0);
    }

    /// <summary>Whether they see what the actor sees, and nothing else of the state.</summary>
    public bool SharesActor { get; }

    /// <summary>Numbers seen, less the action.</summary>
    public int Observed { get; }

    /// <summary>Numbers in: what is seen, then the action.</summary>
    public int Inputs => Observed + Drone.RotorCount;

    /// <summary>Writes what is seen where it is not what the actor sees.</summary>
    /// <param name="privileged">The state, as <see cref="ObservationLayout.WritePrivileged"/> writes it.</param>
    /// <param name="target">Receives <see cref="Observed"/> numbers.</param>
    public void Write(ReadOnlySpan<float> privileged, Span<float> target)
    {
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
