using Hinge.Cli.Tests.Programs;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Commands;

public class UsageTests
{
    [Theory]
    [InlineData("tuor", "unknown command 'tuor'; did you mean 'tour'?")]
    [InlineData("xyz", "unknown command 'xyz'; see 'hinge --help'")]
    [InlineData("docter --help", "unknown command 'docter'; did you mean 'doctor'?")]
    [InlineData("--bogus", "unknown option '--bogus'; see 'hinge --help'")]
    [InlineData("doctor --jsno", "unknown option '--jsno'; did you mean '--json'?")]
    [InlineData("doctor extra", "unknown argument 'extra'; see 'hinge doctor --help'")]
    [InlineData("tour --sed 3", "unknown option '--sed'; did you mean '--seed'?")]
    [InlineData("tour pas", "unknown stop 'pas'; did you mean 'pass'?")]
    [InlineData("tour zzz", "unknown stop 'zzz'; the stops are: pass fail break nan endless deaf")]
    [InlineData("tour -- --seed", "unknown stop '--seed'; the stops are:")]
    [InlineData("tour --seed x", "--seed: found 'x', expected a whole number from 0 to 18446744073709551615")]
    [InlineData("tour --seed -1", "--seed: found '-1', expected a whole number from 0")]
    [InlineData("tour --threads 0", "--threads: found '0', expected a whole number from 1 to 1024")]
    [InlineData("tour --seed", "--seed")]
    [InlineData("tour --seed 1 --seed 2", "--seed")]
    [InlineData("tour @nofile", "unknown stop '@nofile'")]
    public void A_wrong_command_line_is_one_line_and_exit_code_2(string line, string expected)
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Host, line.Split(' '));

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("hinge: ", result.ErrorLine, StringComparison.Ordinal);
        Assert.Contains(expected, result.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_folder_that_cannot_be_made_is_bad_input()
    {
        using TemporaryFolder scratch = new();
        File.WriteAllText(scratch.File("file"), "");

        ProgramResult result = BuiltProgram.Run(BuiltProgram.Host, "tour", "pass", "--out", scratch.File("file/runs"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(scratch.File("file/runs"), result.ErrorLine, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
