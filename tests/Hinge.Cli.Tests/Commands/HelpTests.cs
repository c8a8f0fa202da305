using Hinge.Cli.Tests.Programs;

namespace Hinge.Cli.Tests.Commands;

public class HelpTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData]
    public void The_program_page_says_what_there_is_and_ends_with_zero(params string[] arguments)
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, arguments);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        foreach (string word in new[] { "Usage: hinge", "  tour ", "  doctor ", "Examples", "hinge tour", "130" })
            Assert.Contains(word, result.Output, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public void The_page_lists_exactly_the_systems_of_the_catalog()
    {
        string page = BuiltProgram.Run(BuiltProgram.Hinge, "--help").Output;
        string[] all = ["scope", "proof", "scatter", "mobile", "fly", "submodel"];
        string[] here = [.. Catalog.Create().Systems.Select(system => system.Group.Name)];

        foreach (string system in all)
            Assert.Equal(here.Contains(system), page.Contains($"\n  {system} ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tour", "--seed")]
    [InlineData("doctor", "--json")]
    public void A_command_page_lists_its_options(string command, string option)
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, command, "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"hinge {command}", result.Output, StringComparison.Ordinal);
        Assert.Contains(option, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_one_line()
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, "--version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^hinge \d+\.\d+\.\d+\n$", result.Output);
    }
}
