using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core.Runs;
using Hinge.Plots.Reports;
using Hinge.Scope.Training;
using Hinge.Torch.Weights;

namespace Hinge.Cli.Scope;

/// <summary>
/// Trains sample networks in a run folder, one after the other. What is there already is taken up: a checkpoint is
/// resumed from, to the byte.
/// </summary>
/// <remarks>
/// <c>metrics.jsonl</c> counts steps through the whole run; every value is named by its network, as in
/// <c>tiny-sr loss</c>.
/// </remarks>
internal sealed class SampleRun(CommandContext context, string path, SampleRunSettings settings)
{
    /// <summary>Runs to the end, or until the user stops it.</summary>
    /// <exception cref="OperationCanceledException">Stopped; the checkpoints hold all finished steps.</exception>
    public void Run()
    {
        List<SampleResult> results = [];
        long before = 0;
        foreach (SampleTrainingSettings each in settings.Networks)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            SampleResult result = Train(each, before);
            results.Add(result);
            before += each.Steps;
            context.WriteLine($"{result.Network,-17} {result.Quality}  sha256 {result.Sha256}");
        }
        using RunFolder folder = RunFolder.Open(path);
        folder.WriteResult(new SampleRunResult(results), SampleJson.Default.SampleRunResult);
        string page = folder.File("report.html");
        Report report = SampleReport.Create(settings, results, LearningCurves.Read(folder.File("metrics.jsonl")));
        report.Write(page);
        context.WriteLine($"wrote {page}");
        context.WriteJson(Document(results, page));
    }

    private SampleResult Train(SampleTrainingSettings each, long before)
    {
        RunFolder? folder = null;
        try
        {
            string checkpoint = Path.Combine(path, "checkpoints", each.Network + ".safetensors");
            Directory.CreateDirectory(Path.GetDirectoryName(checkpoint)!);
            using TrainedSample trained = SampleTraining.Train(
                each,
                checkpoint,
                context.Progress,
                (step, values) => folder!.Metrics.Append(
                    before + step, [.. values.Select(value => ($"{each.Network} {value.Name}", value.Value))]),
                // What was logged after the checkpoint is done, and logged, again. After that of a network's last
                // step comes the log of the networks behind it, which may be done too.
                step => folder = step == each.Steps ? RunFolder.Open(path) : RunFolder.Open(path, before + step),
                context.Cancellation);
            ModuleWeights.Save(trained.Network, Path.Combine(path, each.Network + ".safetensors"));
            return trained.Result;
        }
        finally
        {
            folder?.Dispose();
        }
    }

    private JsonObject Document(IEnumerable<SampleResult> results, string page)
    {
        JsonArray networks = [];
        foreach (SampleResult result in results)
        {
            networks.Add((JsonNode)new JsonObject
            {
                ["network"] = result.Network,
                ["steps"] = result.Steps,
                ["quality"] = NetsCommand.Document(result.Quality),
                ["sha256"] = result.Sha256,
                ["weights"] = Path.Combine(path, result.Network + ".safetensors"),
            });
        }
        return new JsonObject { ["folder"] = path, ["report"] = page, ["networks"] = networks };
    }
}
