using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Scattering.Learning;
using Hinge.Scattering.Networks;

namespace Hinge.Cli.Scattering.Classification;

/// <summary>
/// What is done in a cell of the companion's table: features chosen for each class by orthogonal least squares, scaled
/// to 0 … 1, Gaussian machines whose cost and γ are chosen by folds.
/// </summary>
/// <param name="Digits">Training samples, as many of each class.</param>
/// <param name="Selection">Samples on which features, cost and γ are chosen: the first ones.</param>
/// <param name="PerClass">Features chosen for each class.</param>
/// <param name="Folds">Folds.</param>
/// <param name="Costs">Costs tried.</param>
/// <param name="Gammas">Values of γ tried.</param>
internal sealed record CompanionProtocol(
    int Digits, int Selection, int PerClass, int Folds, IReadOnlyList<double> Costs, IReadOnlyList<double> Gammas)
{
    /// <summary>10,000 digits, 50 features a class.</summary>
    public static CompanionProtocol Quick { get; } = new(
        10_000, 3000, 50, 3, [8, 64], [1.0 / 512, 1.0 / 64, 1.0 / 8]);

    /// <summary>60,000 digits, 99 features a class, the companion's grid.</summary>
    public static CompanionProtocol Full { get; } = new(
        60_000, 10_000, 99, 10, [8, 64, 512, 4096], [1.0 / 4096, 1.0 / 512, 1.0 / 64, 1.0 / 8]);

    /// <summary>What repeats it.</summary>
    public JsonObject ToJson() => new()
    {
        ["digits"] = Digits, ["selection"] = Selection, ["perClass"] = PerClass, ["folds"] = Folds,
        ["costs"] = new JsonArray([.. Costs.Select(each => (JsonNode)each)]),
        ["gammas"] = new JsonArray([.. Gammas.Select(each => (JsonNode)each)]),
    };

    /// <summary>The first samples of every class, in turn by class.</summary>
    /// <param name="all">Samples.</param>
    /// <param name="count">How many at most.</param>
    public static LabelledSignals Balanced(LabelledSignals all, int count)
    {
        int classes = all.Labels.Max() + 1;
        int[][] members = [.. Enumerable.Range(0, classes).Select(
            c => Enumerable.Range(0, all.Count).Where(i => all.Labels[i] == c).ToArray())];
        int[] order = [.. Enumerable.Range(0, members.Max(each => each.Length)).SelectMany(
            row => members.Where(each => row < each.Length).Select(each => each[row])).Take(count)];
        float[] values = new float[order.Length * all.Each];
        for (int i = 0; i < order.Length; i++)
            all.Values.AsSpan(order[i] * all.Each, all.Each).CopyTo(values.AsSpan(i * all.Each));
        return all with { Values = values, Labels = [.. order.Select(i => all.Labels[i])] };
    }

    /// <summary>Runs a cell.</summary>
    public JsonObject Run(
        CommandContext context, CompanionCell cell, LabelledSignals train, LabelledSignals test, int threads)
    {
        FeatureCache features = new(context, null, threads);
        NetworkSettings settings = cell.Settings(train.Size.ToString());
        Network network = NetworkFile.Build(settings);
        int classes = train.Labels.Max() + 1, some = Math.Min(Selection, train.Count);
        LabelledSignals first = train with
        {
            Values = train.Values[..(some * train.Each)], Labels = train.Labels[..some],
        };
        int[][] chosen = OrthogonalSelection.Choose(
            features.Of(network, "", first, $"{cell.Name}: features to choose from"), first.Labels, classes, PerClass,
            threads, context.Cancellation);
        int[] columns = [.. chosen.SelectMany(each => each).Distinct().Order()];
        FeatureMatrix x = features.Of(network, "", train, $"{cell.Name}: training features", columns);
        FeatureMatrix y = features.Of(network, "", test, $"{cell.Name}: test features", columns);
        RangeScaler scaler = RangeScaler.Fit(x);
        scaler.Apply(x);
        scaler.Apply(y);
        (double cost, double gamma, double folded) = CrossValidation.Choose(
            x.First(some), first.Labels, classes, Folds, Costs, Gammas, threads, context.Progress, context.Cancellation);
        RbfSvm model = RbfSvm.Fit(
            x, train.Labels, classes, gamma, new() { Cost = cost, Threads = threads }, context.Progress,
            cancel: context.Cancellation);
        int errors = model.Predict(y, threads).Zip(test.Labels).Count(each => each.First != each.Second);
        return new()
        {
            ["cell"] = cell.Name, ["error"] = errors / (double)test.Count, ["errors"] = errors,
            ["testSamples"] = test.Count, ["trainingSamples"] = train.Count,
            ["features"] = (int)network.Count().Values, ["chosen"] = columns.Length, ["cost"] = cost, ["gamma"] = gamma,
            ["errorOfFolds"] = folded, ["lipschitz"] = network.Certify().Lipschitz.Value,
        };
    }
}
