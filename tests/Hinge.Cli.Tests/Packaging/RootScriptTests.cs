using System.Diagnostics;
using Hinge.Cli.Tests.Programs;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Packaging;

[Collection(BuildsCollection.Name)]
[Trait("Speed", "Slow")] // builds of their own: .ci/run asks for them with --explicit only
public class RootScriptTests
{
    [Fact(Explicit = true)]
    public void The_script_at_the_root_runs_from_anywhere_and_keeps_words_whole()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        Assert.SkipUnless(DotNet.Configuration == "Release", "the script builds the release configuration");
        using TemporaryFolder scratch = new();
        string folder = Directory.CreateDirectory(scratch.File("a folder")).FullName;
        string link = Path.Combine(folder, "hinge");
        File.CreateSymbolicLink(link, Path.Combine(BuiltProgram.Root, "hinge"));

        using Process script = BuiltProgram.Start(link, folder, ["tour", "no such stop"]);
        ProgramResult result = BuiltProgram.Run(script);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("hinge: unknown stop 'no such stop'", result.ErrorLine, StringComparison.Ordinal);
    }
}
