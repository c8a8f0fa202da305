using System.CommandLine;
using System.CommandLine.Help;
using System.Reflection;
using Hinge.Cli.Doctor;
using Hinge.Cli.Tour;

namespace Hinge.Cli.Shell;

/// <summary>The executable: understands a command line, runs its command, ends with one of four exit codes.</summary>
/// <param name="catalog">The systems on offer.</param>
/// <param name="terminal">Where results and messages go.</param>
public sealed class Application(Catalog catalog, Terminal terminal)
{
    /// <summary>The version, as <c>--version</c> prints it.</summary>
    public static string Version { get; } =
        typeof(Application).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    /// <summary>Runs one command line to its end.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public int Run(IReadOnlyList<string> arguments)
    {
        // A word that starts with @ is a word, not a file of further words.
        ParseResult parse = CreateRoot().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        bool verbose = parse.GetValue(CommonOptions.Verbose);
        using Interruption interruption = new(terminal);
        try
        {
            return Run(parse, arguments, interruption.Token);
        }
        catch (Exception e)
        {
            Failure failure = Failure.From(e, interruption.Token);
            terminal.WriteError($"hinge: {failure.Message}");
            if (verbose)
                terminal.WriteError(e.ToString());
            return failure.ExitCode;
        }
        finally
        {
            terminal.Restore();
        }
    }

    private int Run(ParseResult parse, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        bool page = parse.Action is HelpPage or VersionLine;
        bool group = parse.CommandResult.Command is { Action: null, Subcommands.Count: > 0 };
        if (group && !page && parse.UnmatchedTokens.Count == 0)
            return Run([.. arguments, "--help"]);   // 'hinge' or 'hinge scope' alone asks what there is
        // The page of a misspelt command would be the page of everything; it is an error like any other.
        bool wrong = page
            ? group && parse.UnmatchedTokens is [[not '-', ..], ..]
            : parse.Errors.Count > 0 || UsageError.StrayOption(parse) is not null;
        if (wrong)
        {
            terminal.WriteError($"hinge: {UsageError.Describe(parse)}");
            return ExitCode.BadInput;
        }
        if (parse.Action is CommandAction action)
        {
            action.Run(new CommandContext(parse, terminal, cancellation));
            return ExitCode.Done;
        }
        return parse.Invoke(new InvocationConfiguration
        {
            Output = terminal.Output,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    private RootCommand CreateRoot()
    {
        RootCommand root = new("The non-linear unit of a network, the hinge on which a linear machine turns.")
        {
            TourCommand.Create(catalog),
            DoctorCommand.Create(),
        };
        foreach (SystemCommands system in catalog.Systems)
            root.Subcommands.Add(system.Group);
        root.Options.Add(CommonOptions.Verbose);
        root.Options.OfType<HelpOption>().Single().Action = new HelpPage(catalog, terminal);
        root.Options.OfType<VersionOption>().Single().Action = new VersionLine(terminal);
        return root;
    }
}
