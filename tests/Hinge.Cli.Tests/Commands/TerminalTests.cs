using System.Diagnostics;
using Hinge.Cli.Tests.Programs;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Commands;

public class TerminalTests
{
    private const char Escape = '\e';

    [Fact]
    public void A_pipe_receives_no_escape_codes()
    {
        using TemporaryFolder scratch = new();
        ProgramResult tour = BuiltProgram.Run(BuiltProgram.Host, "tour", "nan", "fail", "--out", scratch.Path);
        ProgramResult doctor = BuiltProgram.Run(BuiltProgram.Hinge, "doctor");

        foreach (string text in new[] { tour.Output, tour.Error, doctor.Output, doctor.Error })
            Assert.DoesNotContain(Escape, text);
    }

    [Fact]
    public void A_terminal_receives_a_bar_and_its_cursor_back()
    {
        using TemporaryFolder scratch = new();
        string seen = OnTerminal("TERM=xterm", $"{BuiltProgram.Host} tour nan fail --out {scratch.Path}");

        Assert.Contains("counting [past] the end", seen, StringComparison.Ordinal);
        Assert.Contains("\e[31mfail", seen, StringComparison.Ordinal);
        int shown = seen.LastIndexOf("\e[?25h", StringComparison.Ordinal);
        int hidden = seen.LastIndexOf("\e[?25l", StringComparison.Ordinal);
        Assert.InRange(hidden, 0, shown);
    }

    [Fact]
    public void Colours_are_off_on_request()
    {
        using TemporaryFolder scratch = new();
        string command = $"{BuiltProgram.Host} tour nan fail --out {scratch.Path}";
        string seen = OnTerminal("NO_COLOR=1 TERM=xterm-256color", command);

        Assert.Contains("FAILED", seen, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\e\[(3[0-7]|38;|9[0-7])", seen);
    }

    [Fact]
    public void A_dumb_terminal_receives_plain_lines()
    {
        using TemporaryFolder scratch = new();
        string seen = OnTerminal("TERM=dumb", $"{BuiltProgram.Host} tour nan fail --out {scratch.Path}");

        Assert.Contains("FAILED", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, seen);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("doctor")]
    public void A_reader_that_leaves_early_is_no_error(string argument)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        using Process shell = BuiltProgram.Start("/bin/sh", null,
            ["-c", $"{{ \"{BuiltProgram.Hinge}\" {argument}; echo \"code $?\" >&2; }} | true"]);
        ProgramResult result = BuiltProgram.Run(shell);

        Assert.Equal("code 0", result.ErrorLine);
    }

    [Fact]
    public void A_full_disk_is_one_line()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        string command = $"\"{BuiltProgram.Hinge}\" doctor > /dev/full";
        using Process shell = BuiltProgram.Start("/bin/sh", null, ["-c", command]);
        ProgramResult result = BuiltProgram.Run(shell);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("No space left on device", result.ErrorLine, StringComparison.Ordinal);
    }

    // script(1) runs a command on a pseudo-terminal and prints what the terminal received.
    private static string OnTerminal(string environment, string command)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "needs script(1) of util-linux");
        using Process shell = BuiltProgram.Start("/bin/sh", null,
            ["-c", $"unset NO_COLOR; {environment} script -qec \"stty cols 100 rows 30; {command}\" /dev/null"]);
        return BuiltProgram.Run(shell).Output;
    }
}
