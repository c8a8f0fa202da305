using Hinge.Cli.Tests.Programs;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Packaging;

[Collection(BuildsCollection.Name)]
[Trait("Speed", "Slow")] // builds of their own: .ci/run asks for them with --explicit only
public class PublishTests
{
    [Fact(Explicit = true)]
    public void The_published_executable_finds_all_it_needs()
    {
        using TemporaryFolder scratch = new();
        DotNet.Run(BuiltProgram.Root, "publish", "src/Hinge.Cli", "-c", DotNet.Configuration, "--no-build",
            "-o", scratch.Path, "-p:CreateHardLinksForPublishFilesIfPossible=true");

        ProgramResult result = BuiltProgram.Run(scratch.File("hinge"), "doctor");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"libtorch_cpu.so loads from {scratch.Path}", result.Output, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void Scattering_published_ahead_of_time_writes_the_same()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/cc"), "needs a linker");
        using TemporaryFolder scratch = new();
        string examples = Path.Combine(BuiltProgram.Root, "examples");
        DotNet.Run(examples, "publish", "scatter.cs", "-c", DotNet.Configuration, "-o", scratch.Path);

        ProgramResult result = BuiltProgram.Run(scratch.File("scatter"));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(DotNet.Run(examples, "run", "-c", DotNet.Configuration, "scatter.cs"), result.Output);
    }

    public static TheoryData<string> Examples =>
        [.. new DirectoryInfo(Path.Combine(BuiltProgram.Root, "examples")).GetFiles("*.cs").Select(file => file.Name)];

    [Theory(Explicit = true)]
    [MemberData(nameof(Examples))]
    public void An_example_runs_from_its_file(string name)
    {
        string output = DotNet.Run(
            Path.Combine(BuiltProgram.Root, "examples"), "run", "-c", DotNet.Configuration, name);

        Assert.NotEmpty(output.Trim());
    }
}
