using System.CommandLine;
using System.CommandLine.Parsing;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scope.Networks;
using Hinge.Scope.Training;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope train-samples</c>: makes the embedded networks anew.</summary>
internal static class TrainSamplesCommand
{
    private static readonly string[] s_names = [.. EmbeddedNetworks.All.Select(network => network.Name)];

    private static readonly Argument<string[]> s_networks = new("networks")
    {
        Description = $"Networks to train: {string.Join(' ', s_names)} [default: all]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<long?> s_steps = new("--steps")
    {
        Description = "Steps of each network [default: what its embedded weights were made with]",
        HelpName = "N",
        CustomParser = result => CommonOptions.Number(result, "--steps", 1L, 1_000_000),
    };

    private static readonly Option<string?> s_resume = new("--resume")
    {
        Description = "Go on with an interrupted run; its own settings hold",
        HelpName = "RUN",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        s_networks.Validators.Add(CheckNames);
        Command command = new Command("train-samples", "Train the embedded networks again, to the same bytes")
        {
            s_networks,
            s_steps,
            s_resume,
        }.WithRunOptions();
        command.Validators.Add(CheckResume);
        return command.Runs(Run);
    }

    private static void Run(CommandContext context)
    {
        context.UseTorch();
        (string path, SampleRunSettings settings) = context.Arguments.GetValue(s_resume) is string earlier
            ? Open(earlier)
            : Begin(context);
        new SampleRun(context, path, settings).Run();
    }

    private static (string Path, SampleRunSettings Settings) Begin(CommandContext context)
    {
        SampleRunSettings settings = new([.. Asked(context)]);
        using RunFolder folder = context.CreateRunFolder("scope-samples");
        folder.WriteSettings(settings, SampleJson.Default.SampleRunSettings);
        return (folder.Path, settings);
    }

    private static (string Path, SampleRunSettings Settings) Open(string earlier)
    {
        // Opening a run folder starts its log, which some other folder should not get.
        string full = Path.GetFullPath(earlier);
        if (Directory.Exists(full) && !File.Exists(Path.Combine(full, "settings.json")))
            throw new InputException($"{full}: has no settings.json; expected the folder of an earlier run");
        using RunFolder folder = RunFolder.Open(full);
        return (folder.Path, folder.ReadSettings(SampleJson.Default.SampleRunSettings));
    }

    private static IEnumerable<SampleTrainingSettings> Asked(CommandContext context)
    {
        string[] asked = context.Arguments.GetValue(s_networks) ?? [];
        foreach (string name in s_names.Where(name => asked.Length == 0 || asked.Contains(name)))
        {
            SampleTrainingSettings usual = SampleTrainingSettings.For(name);
            yield return usual with
            {
                Seed = context.Seed,
                Steps = context.Arguments.GetValue(s_steps) ?? usual.Steps,
                Threads = context.Arguments.GetValue(CommonOptions.Threads) ?? usual.Threads,
            };
        }
    }

    private static void CheckNames(ArgumentResult result)
    {
        foreach (Token token in result.Tokens)
        {
            if (s_names.Contains(token.Value))
                continue;
            string hint = Suggestion.For(token.Value, s_names) is string meant
                ? $"did you mean '{meant}'?"
                : $"the networks are: {string.Join(' ', s_names)}";
            result.AddError($"unknown network '{token.Value}'; {hint}");
        }
    }

    // What a run does stands in its settings; saying it again could only contradict them.
    private static void CheckResume(CommandResult result)
    {
        if (result.GetResult(s_resume) is null or { Implicit: true })
            return;
        Option[] others = [s_steps, CommonOptions.Seed, CommonOptions.Threads, CommonOptions.Out];
        string? said = result.GetResult(s_networks) is { Tokens.Count: > 0 }
            ? "network names"
            : others.FirstOrDefault(each => result.GetResult(each) is { Implicit: false })?.Name;
        if (said is not null)
            result.AddError($"--resume takes {said} from the run it goes on with; leave {said} out");
    }
}
