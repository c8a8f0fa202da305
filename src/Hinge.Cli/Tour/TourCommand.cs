using System.CommandLine;
using System.CommandLine.Parsing;
using Hinge.Cli.Shell;
using Hinge.Core;

namespace Hinge.Cli.Tour;

/// <summary><c>hinge tour</c>: every system on small built-in data.</summary>
internal static class TourCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Catalog catalog)
    {
        string[] names = [.. catalog.Stops.Select(stop => stop.Name)];
        Argument<string[]> systems = new("systems")
        {
            Description = names.Length > 0
                ? $"Stops to visit: {string.Join(' ', names)} [default: all]"
                : "Stops to visit [default: all]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        systems.Validators.Add(result => Check(result, names));
        return new Command("tour", "Run the systems on built-in data: one measured line each, one report")
        {
            systems,
        }.WithRunOptions().Runs(context => Run(context, catalog, context.Arguments.GetValue(systems) ?? []));
    }

    private static void Check(ArgumentResult result, string[] names)
    {
        foreach (Token token in result.Tokens)
        {
            if (names.Contains(token.Value))
                continue;
            string stops = names.Length > 0 ? string.Join(' ', names) : "none yet";
            string hint = Suggestion.For(token.Value, names) is string meant
                ? $"; did you mean '{meant}'?"
                : $"; the stops are: {stops}";
            result.AddError($"unknown stop '{token.Value}'{hint}");
        }
    }

    private static void Run(CommandContext context, Catalog catalog, string[] asked)
    {
        ITourStop[] stops = [.. catalog.Stops.Where(stop => asked.Length == 0 || asked.Contains(stop.Name))];
        if (stops.Length == 0)
            throw new RunFailedException("this build has no stop to visit yet");

        StopOutcome[] outcomes = new TourRun(context).Run(stops);
        string[] failed = [.. outcomes.Where(outcome => !outcome.Passed).Select(outcome => outcome.Stop.Name)];
        if (failed.Length > 0)
            throw new RunFailedException($"{failed.Length} of {stops.Length} stops failed: {string.Join(' ', failed)}");
    }
}
