using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scattering.Learning;
using Hinge.Scattering.Networks;

namespace Hinge.Cli.Scattering.Classification;

/// <summary><c>hinge scatter classify</c>: learns classes from features and counts errors.</summary>
internal static class ClassifyCommand
{
    private static readonly Option<string?> s_train = new("--train")
    {
        Description = "Training samples: digits, a folder (MNIST idx, CIFAR batches, a folder a class), idx, or CIFAR "
            + ".bin",
        HelpName = "SET",
    };

    private static readonly Option<string?> s_test = new("--test")
    {
        Description = "Test samples; without, those beside the training samples", HelpName = "SET",
    };

    private static readonly Option<string?> s_trainLabels = File("--train-labels", "Labels of training idx pictures");
    private static readonly Option<string?> s_testLabels = File("--test-labels", "Labels of test idx pictures");
    private static readonly Option<string?> s_model = File("--model", "Test this model in place of training one");
    private static readonly Option<string?> s_save = File("--save", "Write the model as npz, and JSON beside it");
    private static readonly Option<string?> s_cache = File("--cache", "Folder of kept features [OUT/features]");
    private static readonly Option<int?> s_n = CommonOptions.Integer("--n", "The first training samples", 10);
    private static readonly Option<int?> s_testCount = CommonOptions.Integer("--test-n", "The first test samples", 1);

    private static readonly Option<string> s_with = new("--with")
    {
        Description = "Classifier: pca-affine, ridge, linear-svm, rbf-svm [default: pca-affine]", HelpName = "WORD",
        DefaultValueFactory = _ => "pca-affine",
    };

    private static readonly Option<int?> s_dimension = CommonOptions.Integer(
        "--dimension", "Directions a class of pca-affine [default: chosen on the last fifth]", 0);

    private static readonly Option<int?> s_components = CommonOptions.Integer(
        "--components", "Principal components kept before the classifier", 1);

    private static readonly Option<double?> s_lambda = Number(
        "--lambda", "λ of ridge [default: chosen on the last fifth]");
    private static readonly Option<double?> s_cost = Number(
        "--cost", "C of the machines [default: 16 rbf, 0.001 linear]");
    private static readonly Option<double?> s_gamma = Number(
        "--gamma", "γ of rbf-svm times the features [default: 0.25]");
    private static readonly Option<double?> s_log = Number("--log", "sign(x) log(1 + |x|/EPS) in place of features");
    private static readonly Option<bool> s_noCache = new("--no-cache") { Description = "Keep no features" };

    private static readonly Option<int> s_threads = CommonOptions.Integer(
        "--threads", "Threads; the result does not depend on them", Math.Min(2, Environment.ProcessorCount), 1, 256);

    /// <summary>The command.</summary>
    public static Command Create() => new Command("classify", "Learn classes from features and count errors")
    {
        s_train, s_trainLabels, s_test, s_testLabels, s_n, s_testCount, s_with, s_dimension, s_lambda, s_cost, s_gamma,
        s_components, s_log, s_model, s_save, s_cache, s_noCache, s_threads, CommonOptions.Out, CommonOptions.Seed,
        CommonOptions.Overwrite, CommonOptions.Json,
    }.WithNetwork().Runs(Run);

    private static void Run(CommandContext context)
    {
        ParseResult arguments = context.Arguments;
        string with = arguments.GetValue(s_with)!;
        if (!TrainedModel.Kinds.Contains(with))
            throw new InputException(
                $"--with: found '{with}'; expected one of {string.Join(", ", TrainedModel.Kinds)}");
        if (arguments.GetValue(s_save) is { } save)
            OutputFile.Check(context, save);
        long start = Stopwatch.GetTimestamp();
        string train = arguments.GetValue(s_train) ?? (arguments.GetValue(s_model) is null
            ? throw new InputException("--train is missing: a set of samples, for example digits") : "digits");
        LabelledSignals test = LabelledSource.Read(
            arguments.GetValue(s_test) ?? train, arguments.GetValue(s_testLabels), training: false,
            arguments.GetValue(s_testCount));
        string? kept = arguments.GetValue(s_noCache) ? null
            : arguments.GetValue(s_cache) ?? Path.Combine(context.RunsFolder, "features");
        int threads = arguments.GetValue(s_threads);
        FeatureCache cache = new(context, kept, threads);
        ClassificationRun run = arguments.GetValue(s_model) is { } model
            ? Load(model, test) : Train(context, cache, train, test, with, threads);

        FeatureMatrix features = cache.Of(run.Network, run.Recipe, test, "test features");
        int[] found = run.Model.Predict(features, threads);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ClassificationResult result = new(run, test, found, seconds);
        if (arguments.GetValue(s_save) is { } target)
            ModelFile.Write(target, run.Model);
        using RunFolder folder = context.CreateRunFolder("scattering");
        folder.WriteSettings(ClassificationReport.SettingsOf(run, context.Seed), JsonText.Type);
        JsonObject document = result.ToJson();
        folder.WriteResult(document, JsonText.Type);
        ClassificationReport.Write(result, folder);
        context.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Model.Settings.Features} features{run.Detail}, test error {100 * result.Error:F2} % "
            + $"({run.TrainingCount} samples, {result.Errors} of {test.Count} wrong), {seconds:F1} s, confusion table "
            + $"in {folder.Path}"));
        document["folder"] = folder.Path;
        context.WriteJson(document);
    }

    private static ClassificationRun Load(string path, LabelledSignals test)
    {
        TrainedModel model = ModelFile.Read(path);
        ModelSettings settings = model.Settings;
        if (settings.Network!.Size != test.Size.ToString() || settings.Channels != test.Channels)
            throw new InputException(
                $"{test.Name}: samples of {test.Channels} x {test.Size}; {path} expects {settings.Channels} x "
                + settings.Network.Size);
        Network network = NetworkFile.Build(settings.Network);
        int length = (int)network.Count().Values * settings.Channels;
        return length == settings.Features
            ? new(network, NetworkFile.ToText(settings.Network), model, 0, "", 0, [])
            : throw new InputException($"{path}: {settings.Features} features; its network has {length}");
    }

    private static ClassificationRun Train(
        CommandContext context, FeatureCache cache, string path, LabelledSignals test, string with, int threads)
    {
        ParseResult arguments = context.Arguments;
        LabelledSignals train = LabelledSource.Read(
            path, arguments.GetValue(s_trainLabels), training: true, arguments.GetValue(s_n));
        if (train.Size != test.Size || train.Channels != test.Channels)
            throw new InputException(
                $"{test.Name}: samples of {test.Channels} x {test.Size}; expected {train.Channels} x {train.Size}, as "
                + $"{train.Name} has");
        int classes = train.Labels.Max() + 1;
        if (classes < 2 || test.Labels.Max() >= classes)
            throw new InputException(
                $"{train.Name}: classes 0 to {classes - 1}; {test.Name} has class {test.Labels.Max()}: expected two at "
                + "least, and the same");
        Network network = NetworkChoice.Build(context, train.Size);
        NetworkSettings settings = NetworkChoice.SettingsOf(context) with { Size = train.Size.ToString() };
        string recipe = NetworkFile.ToText(settings);
        FeatureMatrix features = cache.Of(network, recipe, train, "training features");
        if (arguments.GetValue(s_components) > Math.Min(features.Columns, features.Rows))
            throw new InputException(
                $"--components {arguments.GetValue(s_components)}: expected at most "
                + $"{Math.Min(features.Columns, features.Rows)}, the features or samples");
        long start = Stopwatch.GetTimestamp();
        TrainedModel model = TrainedModel.Fit(
            new()
            {
                Kind = with, Network = settings, Channels = train.Channels, Classes = classes,
                Features = features.Columns, Log = arguments.GetValue(s_log),
            },
            features, train.Labels,
            new()
            {
                Dimension = arguments.GetValue(s_dimension), Lambda = arguments.GetValue(s_lambda),
                Cost = arguments.GetValue(s_cost), Gamma = arguments.GetValue(s_gamma) ?? 0.25, Seed = context.Seed,
                Threads = threads,
            },
            arguments.GetValue(s_components), context.Progress, context.Cancellation);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        (string detail, (double, double)[] tried) = model.Classifier switch
        {
            AffinePca pca => ($", dimension {pca.Dimension}",
                pca.Tried.Select(each => ((double)each.Dimension, each.Error)).ToArray()),
            Ridge ridge => (string.Create(CultureInfo.InvariantCulture, $", λ {ridge.Lambda}"), [.. ridge.Tried]),
            RbfSvm rbf => ($", {rbf.VectorCount} support vectors", []),
            _ => ("", []),
        };
        return new(network, recipe, model, train.Count, detail, seconds, tried);
    }

    private static Option<string?> File(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE" };

    private static Option<double?> Number(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && double.IsFinite(value) && value > 0)
                return value;
            result.AddError($"{name}: found '{text}', expected a positive number");
            return null;
        },
    };
}
