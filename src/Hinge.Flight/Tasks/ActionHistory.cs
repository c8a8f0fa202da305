using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tasks;

/// <summary>The last actions given to a drone, oldest first; zeros before the first (§2.4).</summary>
/// <param name="length">How many actions are remembered; 0 or more.</param>
public sealed class ActionHistory(int length)
{
    private readonly float[] _actions = new float[Drone.RotorCount * length];

    /// <summary>The actions, four numbers each, oldest first.</summary>
    public ReadOnlySpan<float> Actions => _actions;

    /// <summary>Forgets everything.</summary>
    public void Clear() => Array.Clear(_actions);

    /// <summary>Drops the oldest action and takes a new one.</summary>
    /// <param name="action">Four numbers, as given to the step.</param>
    public void Push(ReadOnlySpan<float> action)
    {
        if (_actions.Length == 0)
            return;
        _actions.AsSpan(Drone.RotorCount).CopyTo(_actions);
        action[..Drone.RotorCount].CopyTo(_actions.AsSpan(_actions.Length - Drone.RotorCount));
    }
}
