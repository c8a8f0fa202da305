using System.CommandLine;
using System.CommandLine.Parsing;
using Hinge.Core;

namespace Hinge.Cli.Shell;

/// <summary>The one line about a command line that cannot be understood.</summary>
internal static class UsageError
{
    /// <summary>What is wrong, and the word that was probably meant or the page that lists the right ones.</summary>
    public static string Describe(ParseResult parse)
    {
        CommandResult command = parse.CommandResult;
        string help = $"see '{PathOf(command)} --help'";
        string? unmatched = parse.UnmatchedTokens is [string first, ..] ? first : null;
        if ((StrayOption(parse) ?? unmatched) is not string token)
            return $"{parse.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.')}; {help}";

        bool option = token.StartsWith('-');
        IEnumerable<string> known = option ? OptionsOf(command) : CommandsOf(command);
        string kind = option ? "option" : command.Command.Subcommands.Count > 0 ? "command" : "argument";
        string written = option ? token.Split('=')[0] : token;
        return Suggestion.For(written, known) is string meant
            ? $"unknown {kind} '{written}'; did you mean '{meant}'?"
            : $"unknown {kind} '{written}'; {help}";
    }

    /// <summary>
    /// A misspelt option that the parser took for a value of the command's argument; null when there is none. A word
    /// after <c>--</c> and a negative number are values.
    /// </summary>
    public static string? StrayOption(ParseResult parse)
    {
        if (parse.Tokens.Any(token => token.Type == TokenType.DoubleDash))
            return null;
        return parse.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .FirstOrDefault(word => word is ['-', not ('.' or >= '0' and <= '9'), ..]);
    }

    /// <summary>The words that lead to a command: <c>hinge scope rows</c>.</summary>
    public static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : "hinge";

    private static IEnumerable<string> CommandsOf(CommandResult command) =>
        command.Command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name);

    private static IEnumerable<string> OptionsOf(CommandResult command)
    {
        for (SymbolResult? at = command; at is not null; at = at.Parent)
        {
            if (at is not CommandResult level)
                continue;
            foreach (Option option in level.Command.Options)
                if (level == command || option.Recursive)
                    yield return option.Name;
        }
    }
}
