using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tasks;

/// <summary>How an episode begins (specification §3): thrown, or now and then at the target ("guidance").</summary>
public sealed record StartDistribution
{
    /// <summary>Share of the episodes that begin at the origin and level.</summary>
    public double Guidance { get; init; } = 0.1;

    /// <summary>Half the side of the cube of positions, in m.</summary>
    public double Position { get; init; } = 0.2;

    /// <summary>Largest rotation from level, in rad; attitudes are uniform below it.</summary>
    public double Tilt { get; init; } = 1.57;

    /// <summary>Half the side of the cube of velocities, in m/s.</summary>
    public double Velocity { get; init; } = 1;

    /// <summary>Half the side of the cube of angular velocities, in rad/s.</summary>
    public double AngularVelocity { get; init; } = 1;

    /// <summary>Least rotor state, as an action.</summary>
    public double RotorLow { get; init; }

    /// <summary>Greatest rotor state, as an action.</summary>
    public double RotorHigh { get; init; }

    /// <summary>Draws the moving rows of a state.</summary>
    /// <param name="random">The episode's stream.</param>
    /// <param name="range">The drone's commands.</param>
    /// <param name="state">Receives rows 0 to 16 of <see cref="StateRow"/>.</param>
    public void Draw(RandomStream random, CommandRange range, Span<float> state)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<float> position = state.Slice(StateRow.Position, 3), attitude = state.Slice(StateRow.Attitude, 4);
        if (random.NextSingle() < Guidance)
        {
            position.Clear();
            attitude.Clear();
            attitude[0] = 1;
        }
        else
        {
            Box(random, Position, position);
            do
                Turn(random, attitude);
            while (!(Math.Abs(2 * Math.Acos(attitude[0])) <= Tilt));
        }
        Box(random, Velocity, state.Slice(StateRow.Velocity, 3));
        Box(random, AngularVelocity, state.Slice(StateRow.AngularVelocity, 3));
        foreach (ref float rotor in state.Slice(StateRow.Rotors, Drone.RotorCount))
        {
            double action = RotorLow + ((RotorHigh - RotorLow) * random.NextSingle());
            rotor = (float)(range.Min + ((action + 1) / 2 * (range.Max - range.Min)));
        }
    }

    private static void Box(RandomStream random, double half, Span<float> values)
    {
        foreach (ref float value in values)
            value = (float)(half * ((2 * random.NextDouble()) - 1));
    }

    // K. Shoemake, "Uniform random rotations", Graphics Gems III, 1992.
    private static void Turn(RandomStream random, Span<float> attitude)
    {
        double share = random.NextDouble();
        (double sin1, double cos1) = Math.SinCos(Math.Tau * random.NextDouble());
        (double sin2, double cos2) = Math.SinCos(Math.Tau * random.NextDouble());
        double a = Math.Sqrt(1 - share), b = Math.Sqrt(share);
        (attitude[0], attitude[1]) = ((float)(a * sin1), (float)(a * cos1));
        (attitude[2], attitude[3]) = ((float)(b * sin2), (float)(b * cos2));
    }
}
