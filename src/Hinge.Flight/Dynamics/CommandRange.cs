namespace Hinge.Flight.Dynamics;

/// <summary>What the motors of a drone are told, and between which values.</summary>
/// <param name="Min">The command of action -1.</param>
/// <param name="Max">The command of action +1.</param>
/// <param name="Unit">Its unit in words, for example rpm or throttle.</param>
public readonly record struct CommandRange(double Min, double Max, string Unit)
{
    /// <summary>The action in [-1, 1] that means a command.</summary>
    /// <param name="command">In this range.</param>
    public double ActionOf(double command) => (2 * (command - Min) / (Max - Min)) - 1;
}
