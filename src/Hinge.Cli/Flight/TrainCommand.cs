using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Flight.Learning;
using Hinge.Flight.Runs;
using Hinge.Flight.Simulation;
using Hinge.Plots.Reports;

namespace Hinge.Cli.Flight;

/// <summary><c>hinge fly train</c>: from a drone's parameters to a policy that flies it.</summary>
internal static class TrainCommand
{
    private static readonly Option<string> s_recipe = new("--recipe")
    {
        Description = "default: shared batches, nine-step curriculum, selection; faithful: the reference's",
        HelpName = "default|faithful",
        DefaultValueFactory = _ => "default",
    };

    private static readonly Option<string?> s_seeds = new("--seeds")
    {
        Description = "Train several seeds, side by side: how many from --seed on, or a list 3,5,8",
        HelpName = "N|LIST",
    };

    private static readonly Option<int> s_steps = CommonOptions.Integer(
        "--steps", "Steps of the environment", Recipe.StandardSteps, 1, FlightSettings.MostSteps);

    private static readonly Option<string?> s_ablate = new("--ablate")
    {
        Description = $"Train without parts, with commas between; all: without each in turn. Parts: "
            + string.Join(", ", AblationNames.All),
        HelpName = "NAMES|all",
    };

    private static readonly Option<string?> s_select = new("--select")
    {
        Description = "Which actor to keep [default: the recipe's choice]",
        HelpName = "validation|last",
    };

    private static readonly Option<string?> s_resume = new("--resume")
    {
        Description = "Go on with an interrupted run; its own settings hold",
        HelpName = "RUN",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("train", "Train a policy that catches a thrown drone and holds it")
        {
            FlightOptions.Drone, FlightOptions.Task, s_recipe, CommonOptions.Seed, s_seeds, s_steps, s_ablate,
            s_select, FlightOptions.Threads, s_resume, CommonOptions.Out, CommonOptions.Json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(s_resume) is null or { Implicit: true })
                return;
            Option[] others =
                [FlightOptions.Drone, FlightOptions.Task, s_recipe, CommonOptions.Seed, s_steps, s_ablate, s_select,
                    CommonOptions.Out];
            if (others.FirstOrDefault(each => result.GetResult(each) is { Implicit: false }) is { } said)
                result.AddError($"--resume takes {said.Name} from the run it goes on with; leave {said.Name} out");
        });
        return command.Runs(Run);
    }

    private static void Run(CommandContext context)
    {
        int threads = context.Arguments.GetValue(FlightOptions.Threads);
        if (context.Arguments.GetValue(s_resume) is { } earlier)
        {
            if (SeedStudy.IsStudy(earlier))
                SeedTable.Run(context, SeedStudy.Open(earlier, threads));
            else
                Train(context, FlightRun.Open(earlier, threads));
            return;
        }
        FlightSettings settings = Settings(context, threads);
        settings.Check();
        ulong[] seeds = Seeds(context);
        Ablations[] ablations = Cases(context);
        if (seeds.Length > 1 || ablations.Length > 1)
        {
            string path;
            using (RunFolder folder = context.CreateRunFolder("flight-seeds"))
                path = folder.Path;
            SeedTable.Run(context, SeedStudy.Begin(path, settings, seeds, ablations));
            return;
        }
        FlightRun run;
        using (RunFolder folder = context.CreateRunFolder("flight"))
            run = FlightRun.Begin(folder, settings with { Seed = seeds[0], Ablations = ablations[0] });
        Train(context, run);
    }

    private static void Train(CommandContext context, FlightRun run)
    {
        context.WriteLine(FlightLines.Begin(run.Settings));
        FlightResult result = run.Train(
            new FlightProgress(context.Progress, "training", run.Settings.Steps), context.Cancellation);
        context.WriteLine(FlightLines.Selected(result));
        if (result.Test is { } test)
            context.WriteLine(FlightLines.Test("test", test));
        if (result.Track is { } track)
            context.WriteLine($"track     {FlightLines.Track(track)}");
        context.WriteLine(FlightLines.Time(result));
        string file = Path.Combine(run.Path, "selected", "actor.bin");
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wrote     {file}  {new FileInfo(file).Length:N0} bytes"));
        Report report = new($"hinge fly train: {run.Settings.Drone.Name}", FlightLines.Begin(run.Settings));
        FlightReport.Add(report, run, result);
        report.Write(Path.Combine(run.Path, "report.html"));
        JsonObject document = FlightJson.Of(result);
        document["folder"] = run.Path;
        document["kernels"] = FlightLines.Kernels(SimulatorPaths.Best);
        document["wallSeconds"] = result.Timings.WallSeconds;
        document["processorSeconds"] = result.Timings.ProcessorSeconds;
        context.WriteJson(document);
        if (!result.IsEligible)
        {
            throw new RunFailedException(string.Create(CultureInfo.InvariantCulture, $"no candidate survives {CheckpointSelection.LeastSurvival:0.0} of its episodes; the best has "
                + $"{result.Candidates[result.Chosen!.Value].Second!.Value.Survival:0.00}; try --steps 500001"));
        }
    }

    private static FlightSettings Settings(CommandContext context, int threads)
    {
        Recipe recipe = Recipe.Named(context.Arguments.GetValue(s_recipe)!);
        return new()
        {
            Drone = FlightOptions.DroneOf(context),
            Task = FlightOptions.TaskOf(context),
            Recipe = context.Arguments.GetValue(s_select) switch
            {
                null => recipe,
                "validation" => recipe with { Selects = true },
                "last" => recipe with { Selects = false },
                string other => throw new InputException(
                    $"--select: found '{other}', expected validation or last"),
            },
            Steps = context.Arguments.GetValue(s_steps),
            Threads = threads,
        };
    }

    private static ulong[] Seeds(CommandContext context)
    {
        if (context.Arguments.GetValue(s_seeds) is not { } text)
            return [context.Seed];
        ulong[] values = [.. text.Split(',').Select(part =>
            ulong.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
                ? value
                : throw new InputException($"--seeds: found '{text}', expected a number or numbers with commas between"))];
        if (values.Length > 1)
        {
            return values.Distinct().Count() == values.Length ? values
                : throw new InputException($"--seeds: '{text}' names a seed twice");
        }
        const ulong most = 1000;
        return values[0] is >= 1 and <= most
            ? [.. Enumerable.Range(0, (int)values[0]).Select(i => context.Seed + (ulong)i)]
            : throw new InputException($"--seeds: found '{text}', expected 1 to {most} seeds");
    }

    // The full recipe comes first where every part is taken away in turn.
    private static Ablations[] Cases(CommandContext context) => context.Arguments.GetValue(s_ablate) switch
    {
        null => [Ablations.None],
        "all" => [Ablations.None, .. AblationNames.All.Select(name => AblationNames.Parse([name]))],
        string names => [AblationNames.Parse(names.Split(','))],
    };
}
