using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tasks;

/// <summary>What actor and critic see, and in which order (§3).</summary>
public static class ObservationLayout
{
    /// <summary>Numbers before the history: p 0..2, R row-major 3..11, v 12..14, ω 15..17.</summary>
    public const int Body = 18;

    /// <summary>Numbers that the critic sees of the state: body without noise, f, t, and u scaled to [-1, 1].</summary>
    public const int Privileged = Body + 6 + Drone.RotorCount;

    /// <summary>Length of the actor's observation: body, then the actions, oldest first.</summary>
    /// <param name="history">How many past actions.</param>
    public static int Actor(int history) => Body + (Drone.RotorCount * history);

    /// <summary>Writes p, R, v and ω of a state.</summary>
    /// <param name="state">The rows of <see cref="StateRow"/>.</param>
    /// <param name="observation">Receives <see cref="Body"/> numbers.</param>
    public static void WriteBody(ReadOnlySpan<float> state, Span<float> observation)
    {
        observation = observation[..Body];
        state[..3].CopyTo(observation);
        float w = state[StateRow.Attitude], x = state[StateRow.Attitude + 1];
        float y = state[StateRow.Attitude + 2], z = state[StateRow.Attitude + 3];
        observation[3] = 1 - (2 * ((y * y) + (z * z)));
        observation[4] = 2 * ((x * y) - (w * z));
        observation[5] = 2 * ((x * z) + (w * y));
        observation[6] = 2 * ((x * y) + (w * z));
        observation[7] = 1 - (2 * ((x * x) + (z * z)));
        observation[8] = 2 * ((y * z) - (w * x));
        observation[9] = 2 * ((x * z) - (w * y));
        observation[10] = 2 * ((y * z) + (w * x));
        observation[11] = 1 - (2 * ((x * x) + (y * y)));
        state.Slice(StateRow.Velocity, 3).CopyTo(observation[12..]);
        state.Slice(StateRow.AngularVelocity, 3).CopyTo(observation[15..]);
    }

    /// <summary>Adds noise to p, R, v and ω.</summary>
    /// <param name="noise">The deviations; where all are zero nothing is drawn.</param>
    /// <param name="random">The stream of this observation; 36 words of it are drawn.</param>
    /// <param name="observation"><see cref="Body"/> numbers, changed in place.</param>
    public static void AddNoise(ObservationNoise noise, RandomStream random, Span<float> observation)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(random);
        if (noise is { Position: 0, Rotation: 0, Velocity: 0, AngularVelocity: 0 })
            return;
        Span<float> normal = stackalloc float[Body];
        random.FillGaussian(normal);
        for (int i = 0; i < Body; i++)
            observation[i] += (float)Deviation(noise, i) * normal[i];
    }

    /// <summary>The deviation of the noise on a number of the body.</summary>
    internal static double Deviation(ObservationNoise noise, int place) =>
        place < 3 ? noise.Position : place < 12 ? noise.Rotation : place < 15 ? noise.Velocity : noise.AngularVelocity;

    /// <summary>Writes what the critic sees of a state.</summary>
    /// <param name="state">The rows of <see cref="StateRow"/>.</param>
    /// <param name="range">The drone's commands.</param>
    /// <param name="observation">Receives <see cref="Privileged"/> numbers.</param>
    public static void WritePrivileged(ReadOnlySpan<float> state, CommandRange range, Span<float> observation)
    {
        WriteBody(state, observation);
        state.Slice(StateRow.Force, 6).CopyTo(observation[Body..]);
        float min = (float)range.Min, width = (float)(range.Max - range.Min);
        for (int i = 0; i < Drone.RotorCount; i++)
            observation[Body + 6 + i] = ((state[StateRow.Rotors + i] - min) / width * 2) - 1;
    }
}
