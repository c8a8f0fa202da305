using System.Globalization;
using System.Text;
using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Export;

/// <summary>
/// Compiles the C source of a policy and compares what it answers with <see cref="Policy.Act"/> (specification §9): on
/// this machine, and on an emulated STM32F405 with start code of our own. What is not installed is skipped by name.
/// </summary>
public static class CPolicyCheck
{
    /// <summary>How far an action may be from the policy's.</summary>
    public const double Bound = 1e-5;

    private const int Observations = 16;
    private const string Compiler = "arm-none-eabi-gcc", Emulator = "qemu-system-arm";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>The flags of the budgets of specification §9.</summary>
    private static readonly string[] s_microcontroller =
        ["-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard", "-O3", "-ffreestanding"];

    /// <summary>Runs the check where its tools are installed.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>This machine, then the microcontroller.</returns>
    /// <exception cref="RunFailedException">The source does not compile, does not end, or deviates.</exception>
    public static IReadOnlyList<CPolicyTarget> Run(Policy policy, CancellationToken cancellation = default) =>
        Run(policy, Environment.GetEnvironmentVariable("PATH") ?? "", cancellation);

    /// <summary>Looks for the tools in given folders.</summary>
    internal static IReadOnlyList<CPolicyTarget> Run(
        Policy policy, string searchPath, CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("hinge-policy-").FullName;
        try
        {
            float[][] observations = Draw(policy);
            StringBuilder data = new($"#define CHECK_COUNT {Observations}\n");
            CPolicy.Array(data, "check_observations", [.. observations.SelectMany(row => row)]);
            File.WriteAllText(Path.Combine(folder, "observations.h"), data.ToString());
            CPolicy.Write(Path.Combine(folder, "policy.c"), policy);
            foreach (string name in new[] { "check.c", "host.c", "stm32f405.c", "stm32f405.ld" })
                Extract(name, folder);
            return
            [
                Host(policy, observations, folder, searchPath, cancellation),
                Microcontroller(policy, observations, folder, searchPath, cancellation),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CPolicyTarget Host(
        Policy policy, float[][] observations, string folder, string searchPath, CancellationToken cancellation)
    {
        CPolicyTarget target = new("host");
        if (ChildProcess.Find("cc", searchPath) is not { } compiler)
            return target with { Skipped = "no C compiler 'cc'; install the package gcc" };
        ChildProcess.Run(compiler, folder, s_limit, cancellation,
            ["-std=c99", "-O2", "-Wall", "-Wextra", "-pedantic", "-Werror", "policy.c", "check.c", "host.c",
                "-o", "check"]);
        string said = ChildProcess.Run(Path.Combine(folder, "check"), folder, s_limit, cancellation);
        return Compare(target, policy, observations, said);
    }

    private static CPolicyTarget Microcontroller(
        Policy policy, float[][] observations, string folder, string searchPath, CancellationToken cancellation)
    {
        CPolicyTarget target = new("qemu STM32F405");
        if (ChildProcess.Find(Compiler, searchPath) is not { } compiler)
            return target with { Skipped = $"no '{Compiler}'; install the package gcc-arm-none-eabi" };
        ChildProcess.Run(compiler, folder, s_limit, cancellation,
            [.. s_microcontroller, "-Wall", "-Wextra", "-Werror", "-c", "policy.c", "-o", "policy.o"]);
        ChildProcess.Run(compiler, folder, s_limit, cancellation,
            [.. s_microcontroller, "-fno-tree-loop-distribute-patterns", "policy.o", "check.c", "stm32f405.c",
                "-T", "stm32f405.ld", "-nostdlib", "-lgcc", "-o", "check.elf"]);
        target = target with { Flash = FlashOf(folder, searchPath, cancellation) };
        if (ChildProcess.Find(Emulator, searchPath) is not { } emulator)
            return target with { Skipped = $"no '{Emulator}'; install the package {Emulator}" };
        string said = ChildProcess.Run(emulator, folder, s_limit, cancellation,
            ["-M", "netduinoplus2", "-display", "none", "-monitor", "none", "-serial", "null", "-semihosting-config",
                "enable=on,target=native", "-icount", "shift=6", "-kernel", "check.elf"]);
        return Compare(target, policy, observations, said);
    }

    // The second line of its table: text, data, bss, and their sum.
    private static int? FlashOf(string folder, string searchPath, CancellationToken cancellation)
    {
        if (ChildProcess.Find("arm-none-eabi-size", searchPath) is not { } size)
            return null;
        string[] lines = ChildProcess.Run(size, folder, s_limit, cancellation, ["policy.o"]).Split('\n');
        string[] words = lines.Length < 2 ? [] : lines[1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 2 && int.TryParse(words[0], out int text) && int.TryParse(words[1], out int data)
            ? text + data
            : null;
    }

    private static CPolicyTarget Compare(CPolicyTarget target, Policy policy, float[][] observations, string said)
    {
        (string What, uint Value)[] lines = [.. said.Split('\n').Select(line => line.Trim().Split(' '))
            .Where(words => words.Length == 2 && words[1].Length == 8)
            .Select(words => (words[0], uint.TryParse(
                words[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value) ? value : 0))];
        float[] found = [.. lines.Where(line => line.What == "action")
            .Select(line => BitConverter.UInt32BitsToSingle(line.Value))];
        if (found.Length != Observations * Drone.RotorCount || lines[^1].What != "end")
            throw new RunFailedException($"policy.c: {target.Name}: ended early, after {found.Length} numbers");
        if (lines.First(line => line.What == "test").Value is var failed and not 0)
            throw new RunFailedException($"policy.c: {target.Name}: hinge_policy_test gives {failed}, expected 0");
        double deviation = 0;
        float[] action = new float[Drone.RotorCount];
        for (int i = 0; i < found.Length; i++)
        {
            if (i % action.Length == 0)
                policy.Act(observations[i / action.Length], action);
            double difference = Math.Abs(found[i] - action[i % action.Length]);
            deviation = difference <= deviation ? deviation : difference;
        }
        if (!(deviation <= Bound))
            throw new RunFailedException(string.Create(
                CultureInfo.InvariantCulture, $"policy.c: {target.Name}: deviates by {deviation:G2}, bound {Bound}"));
        return target with
        {
            Deviation = deviation,
            Instructions = Counted("instructions"),
            Stack = Counted("stack"),
        };

        int? Counted(string what) =>
            lines.FirstOrDefault(line => line.What == what).Value is var value and not 0 ? (int)value : null;
    }

    private static float[][] Draw(Policy policy)
    {
        RandomStream random = new RandomStream(1).Split("policy check");
        float[][] observations = new float[Observations][];
        foreach (ref float[] observation in observations.AsSpan())
        {
            observation = new float[policy.Inputs];
            random.FillUniform(observation, -1, 1);
        }
        observations[0] = [.. policy.TestVector.Observation];
        return observations;
    }

    private static void Extract(string name, string folder)
    {
        using Stream resource = typeof(CPolicyCheck).Assembly.GetManifestResourceStream($"check/{name}")!;
        using FileStream file = File.Create(Path.Combine(folder, name));
        resource.CopyTo(file);
    }
}
