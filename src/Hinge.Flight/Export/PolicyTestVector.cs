using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Export;

/// <summary>An observation and what a policy answers: every exported file carries one, so that a reader can check
/// itself (specification §9).</summary>
/// <param name="Observation">18 + 4 H numbers.</param>
/// <param name="Action">Four numbers.</param>
public sealed record PolicyTestVector(IReadOnlyList<float> Observation, IReadOnlyList<float> Action)
{
    /// <summary>How far a reader's action may be from the written one.</summary>
    public const float Tolerance = 1e-5f;

    private const ulong Seed = 20_24;

    /// <summary>The vector of a policy: a drone in the middle of a catch, the same for every policy.</summary>
    internal static PolicyTestVector Of(Policy policy)
    {
        RandomStream random = new RandomStream(Seed).Split("policy test vector");
        float[] state = new float[StateRow.Count], observation = new float[policy.Layout.Inputs];
        random.FillUniform(state.AsSpan(StateRow.Position, 3), -0.2f, 0.2f);
        Span<float> attitude = state.AsSpan(StateRow.Attitude, 4);
        random.FillUniform(attitude, -0.3f, 0.3f);
        attitude[0] = 1;
        float square = 0;
        foreach (float part in attitude)
            square += part * part;
        foreach (ref float part in attitude)
            part /= MathF.Sqrt(square);
        random.FillUniform(state.AsSpan(StateRow.Velocity, 3), -0.5f, 0.5f);
        random.FillUniform(state.AsSpan(StateRow.AngularVelocity, 3), -1, 1);
        ObservationLayout.WriteBody(state, observation);
        random.FillUniform(observation.AsSpan(ObservationLayout.Body), -0.5f, 0.5f);
        float[] action = new float[Drone.RotorCount];
        policy.Act(observation, action);
        return new(observation, action);
    }
}
