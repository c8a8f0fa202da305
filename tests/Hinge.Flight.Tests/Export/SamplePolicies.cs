using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;
using Hinge.Flight.Networks;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Tests.Export;

/// <summary>Policies with drawn weights, as networks have them before training, and one after it.</summary>
internal static class SamplePolicies
{
    private static readonly Lazy<Policy> s_trained = new(ReadTrained);

    /// <summary>A policy that <c>hinge fly train --seed 1</c> left: <c>data/flight</c>.</summary>
    public static Policy Trained => s_trained.Value;

    public static Policy Draw(int history, ulong seed = 1, string drone = "crazyflie")
    {
        MlpLayout layout = new(ObservationLayout.Actor(history), Drone.RotorCount);
        float[] weights = new float[layout.Count];
        RandomStream random = new RandomStream(seed).Split("policy");
        float first = 1 / MathF.Sqrt(layout.Inputs);
        random.FillUniform(weights.AsSpan(0, layout.Weights2), -first, first);
        random.FillUniform(weights.AsSpan(layout.Weights2), -0.125f, 0.125f);
        return new(weights, history, drone, "hover", 0.01);
    }

    /// <summary>Observations around those of a flight, the policy's test vector first.</summary>
    public static float[][] Observations(Policy policy, int count, ulong seed = 2)
    {
        RandomStream random = new RandomStream(seed).Split("observations");
        float[][] observations = new float[count][];
        for (int i = 0; i < count; i++)
        {
            observations[i] = new float[policy.Inputs];
            random.FillUniform(observations[i], -1, 1);
        }
        observations[0] = [.. policy.TestVector.Observation];
        return observations;
    }

    private static Policy ReadTrained()
    {
        using Stream stream = typeof(SamplePolicies).Assembly.GetManifestResourceStream("crazyflie.safetensors")!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return SafetensorsPolicy.Parse(bytes, "crazyflie.safetensors");
    }
}
