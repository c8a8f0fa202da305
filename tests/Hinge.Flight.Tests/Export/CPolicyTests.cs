using System.Globalization;
using Hinge.Core;
using Hinge.Flight.Export;
using Hinge.Flight.Tasks;
using Hinge.Testing;

namespace Hinge.Flight.Tests.Export;

public class CPolicyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    public void The_source_acts_alike_on_this_machine(int history)
    {
        CPolicyTarget host = CPolicyCheck.Run(SamplePolicies.Draw(history), TestContext.Current.CancellationToken)[0];
        Assert.SkipWhen(host.Skipped is not null, $"{host.Skipped}");
        Assert.InRange(host.Deviation!.Value, 0, CPolicyCheck.Bound);
    }

    [Fact]
    public void The_source_acts_alike_on_a_microcontroller_within_its_budgets()
    {
        CPolicyTarget target = CPolicyCheck.Run(SamplePolicies.Draw(32), TestContext.Current.CancellationToken)[1];
        Assert.SkipWhen(target.Skipped is not null, $"{target.Skipped}");
        Assert.InRange(target.Deviation!.Value, 0, CPolicyCheck.Bound);
        Assert.InRange(target.Flash!.Value, 55_312, 60_000);
        Assert.InRange(target.Instructions!.Value, 13_696, 45_000);
        Assert.InRange(target.Stack!.Value, 512, 1024);
    }

    [Fact]
    public void Absent_tools_are_named_with_the_package_to_install()
    {
        using TemporaryFolder empty = new();
        IReadOnlyList<CPolicyTarget> targets = CPolicyCheck.Run(
            SamplePolicies.Draw(0), empty.Path, TestContext.Current.CancellationToken);
        Assert.Equal(
            ["no C compiler 'cc'; install the package gcc",
                "no 'arm-none-eabi-gcc'; install the package gcc-arm-none-eabi"],
            targets.Select(target => target.Skipped));
        Assert.All(targets, target => Assert.Null(target.Deviation));
    }

    [Theory]
    [InlineData("c99", 0)]
    [InlineData("c++11", 1)]
    public void Both_files_compile_without_warnings(string language, int history)
    {
        using TemporaryFolder folder = new();
        CPolicy.Write(folder.File("policy.c"), SamplePolicies.Draw(history, drone: "a */ \"drone\" ?\\"));
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        string compiler = language == "c99" ? "cc" : "c++";
        string? program = ChildProcess.Find(compiler, path);
        Assert.SkipWhen(program is null, $"no compiler '{compiler}'; install the package g++");
        ChildProcess.Run(program!, folder.Path, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken,
            ["-x", language == "c99" ? "c" : "c++", $"-std={language}", "-Wall", "-Wextra", "-pedantic", "-Werror",
                "-c", "policy.c", "-o", "policy.o"]);
        Assert.True(File.Exists(folder.File("policy.o")));
    }

    [Fact]
    public void Observations_and_histories_are_those_of_the_task()
    {
        using TemporaryFolder folder = new();
        string? program = ChildProcess.Find("cc", Environment.GetEnvironmentVariable("PATH") ?? "");
        Assert.SkipWhen(program is null, "no C compiler 'cc'; install the package gcc");
        CPolicy.Write(folder.File("policy.c"), SamplePolicies.Draw(2));
        File.WriteAllText(folder.File("main.c"), """
            #include <stdio.h>
            #include "policy.h"
            int main(void)
            {
                const float p[3] = { 1, 2, 3 }, q[4] = { 0.5f, -0.5f, 0.1f, 0.7f };
                const float v[3] = { 4, 5, 6 }, w[3] = { 7, 8, 9 };
                const float a[4] = { 1, 2, 3, 4 }, b[4] = { 5, 6, 7, 8 }, c[4] = { 9, 10, 11, 12 };
                float history[8] = { 0 }, o[HINGE_POLICY_INPUTS];
                int i;
                hinge_policy_remember(history, a);
                hinge_policy_remember(history, b);
                hinge_policy_remember(history, c);
                hinge_policy_observe(o, p, q, v, w, history);
                for (i = 0; i < HINGE_POLICY_INPUTS; i++)
                    printf("%.9g ", o[i]);
                return 0;
            }
            """);
        TimeSpan limit = TimeSpan.FromMinutes(1);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        ChildProcess.Run(program!, folder.Path, limit, cancellation, ["policy.c", "main.c", "-o", "main"]);
        string said = ChildProcess.Run(folder.File("main"), folder.Path, limit, cancellation);

        float[] expected = new float[26];
        ObservationLayout.WriteBody(
            [1, 2, 3, 0.5f, -0.5f, 0.1f, 0.7f, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0], expected);
        for (int i = 18; i < 26; i++)
            expected[i] = i - 13;
        float[] found = [.. said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(
            word => float.Parse(word, CultureInfo.InvariantCulture))];
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void A_program_that_does_not_end_is_ended()
    {
        string? sleep = ChildProcess.Find("sleep", Environment.GetEnvironmentVariable("PATH") ?? "");
        Assert.SkipWhen(sleep is null, "no program 'sleep'");
        RunFailedException failure = Assert.Throws<RunFailedException>(() => ChildProcess.Run(
            sleep!, "/", TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken, ["600"]));
        Assert.Equal("sleep did not end within 0 s", failure.Message);
    }
}
