using System.Globalization;
using System.Text;
using Hinge.Core;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;
using Hinge.Flight.Tasks;
using Hinge.Testing;

namespace Hinge.Flight.Tests.MuJoCo;

/// <summary>Flies drones in MuJoCo by the program <c>hover.c</c> (specification §10); skips the running test with a
/// reason where compiler, header or library are absent.</summary>
internal static class MuJoCoHover
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Flies given actions.</summary>
    /// <param name="drone">The drone.</param>
    /// <param name="starts">States of 23 numbers.</param>
    /// <param name="actions">For each start, four numbers a step.</param>
    /// <param name="substeps">Of a step of 0.01 s.</param>
    /// <returns>For each start the 17 moving numbers at the end.</returns>
    public static double[][] OpenLoop(Drone drone, float[][] starts, float[][] actions, int substeps)
    {
        StringBuilder text = Head(drone, Quadrotor.StandardStep, substeps, actions[0].Length / 4, starts.Length);
        foreach ((float[] start, float[] given) in starts.Zip(actions))
            Append(Append(text, start), given);
        return Run(text, policy: null);
    }

    /// <summary>Flies a policy's exported C source, with noise and disturbance.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="drone">The drone.</param>
    /// <param name="task">Its step, bounds and noise are taken.</param>
    /// <param name="starts">States of 23 numbers.</param>
    /// <param name="substeps">Of a step of the task.</param>
    /// <returns>Shares of episodes that last, and that last and end within 0.2 m.</returns>
    public static (double Survival, double Settled) ClosedLoop(
        Policy policy, Drone drone, HoverTask task, float[][] starts, int substeps)
    {
        StringBuilder text = Head(drone, task.Step, substeps, task.EpisodeSteps, starts.Length);
        Append(text, task.Termination.Position, task.Termination.Velocity, task.Termination.AngularVelocity);
        ObservationNoise noise = task.ObservationNoise;
        Append(text, noise.Position, noise.Rotation, noise.Velocity, noise.AngularVelocity);
        foreach (float[] start in starts)
            Append(text, start);
        double[][] ends = Run(text, policy);
        return (ends.Average(end => end[0] == task.EpisodeSteps ? 1 : 0),
            ends.Average(end => end[0] == task.EpisodeSteps && end[1] < 0.2 ? 1 : 0));
    }

    /// <summary>Starts of a task with their disturbances.</summary>
    public static float[][] Starts(Drone drone, HoverTask task, int count, ulong seed)
    {
        HoverEpisode episode = new(drone, task, seed);
        float[][] starts = new float[count][];
        for (int i = 0; i < count; i++)
        {
            episode.Begin((ulong)i);
            starts[i] = episode.State.ToArray();
        }
        return starts;
    }

    private static double[][] Run(StringBuilder input, Policy? policy)
    {
        string? compiler = ChildProcess.Find("cc", Environment.GetEnvironmentVariable("PATH") ?? "");
        Assert.SkipWhen(compiler is null, "no C compiler 'cc'; install the package gcc");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("input"), input.ToString());
        using (Stream resource = typeof(MuJoCoHover).Assembly.GetManifestResourceStream("hover.c")!)
        using (FileStream file = File.Create(folder.File("hover.c")))
            resource.CopyTo(file);
        List<string> arguments = ["-std=c99", "-O2", "hover.c", "-o", "hover"];
        if (policy is not null)
        {
            CPolicy.Write(folder.File("policy.c"), policy);
            arguments.AddRange(["-DHINGE_POLICY", "policy.c"]);
        }
        try
        {
            ChildProcess.Run(compiler!, folder.Path, s_limit, cancellation, [.. arguments, "-lmujoco", "-lm"]);
        }
        catch (RunFailedException absent) when (absent.Message.Contains("mujoco", StringComparison.Ordinal))
        {
            Assert.Skip("no header or library of MuJoCo; install the package libmujoco-dev");
        }
        string said = ChildProcess.Run(folder.File("hover"), folder.Path, s_limit, cancellation, ["input"]);
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray())];
    }

    private static StringBuilder Head(Drone drone, double step, int substeps, int steps, int episodes)
    {
        StringBuilder text = new();
        InertiaTensor j = drone.Inertia;
        Append(text, drone.Mass, j.Xx, j.Yy, j.Zz, j.Xy, j.Xz, j.Yz);
        Append(text, drone.Gravity.X, drone.Gravity.Y, drone.Gravity.Z, drone.Command.Min, drone.Command.Max);
        foreach (Rotor rotor in drone.Rotors)
        {
            foreach (Vector3D vector in new[] { rotor.Axis, rotor.Lever, rotor.Thrust })
                Append(text, vector.X, vector.Y, vector.Z);
            Append(text, rotor.Rising, rotor.Falling);
        }
        return Append(text, step, substeps, steps, episodes);
    }

    private static StringBuilder Append(StringBuilder text, float[] numbers) =>
        Append(text, [.. numbers.Select(number => (double)number)]);

    private static StringBuilder Append(StringBuilder text, params double[] numbers)
    {
        foreach (double number in numbers)
            text.Append(number.ToString(CultureInfo.InvariantCulture)).Append(' ');
        return text.Append('\n');
    }
}
