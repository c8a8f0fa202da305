using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Scattering;
using Hinge.Scattering.Networks;
using Hinge.Scattering.Transforms;

namespace Hinge.Cli.Scattering;

/// <summary><c>hinge scatter transform</c>: features of signals.</summary>
internal static class TransformCommand
{
    // Enough for every thread to have several groups of sixteen between two reports.
    private const int Batch = 256;

    private static readonly Option<string?> s_out = new("--out")
    {
        Description = "Write features, paths and certificate as npz", HelpName = "FILE",
    };

    private static readonly Option<bool> s_energy = new("--energy") { Description = "Tell where the energy goes" };

    private static readonly Option<bool> s_force = new("--force")
    {
        Description = "Allow more than 16,777,216 values a signal",
    };

    private static readonly Option<FeaturePrecision> s_precision = CommonOptions.Choice(
        "--precision", "Precision of the features", ("float", FeaturePrecision.Single),
        ("double", FeaturePrecision.Double));

    private static readonly Option<int> s_threads = CommonOptions.Integer(
        "--threads", "Threads; the features do not depend on them", Math.Min(2, Environment.ProcessorCount), 1, 256);

    private static readonly Option<LaneChoice> s_lanes = CommonOptions.Choice(
        "--lanes", "What lies side by side in a vector: signals, or columns of one",
        ("auto", LaneChoice.Auto), ("batch", LaneChoice.Batch), ("columns", LaneChoice.Columns));

    /// <summary>The command.</summary>
    public static Command Create() => new Command("transform", "Compute the features of signals")
    {
        SignalSource.Argument, SignalSource.Take, s_energy, s_precision, s_threads, s_lanes, s_force, s_out,
        CommonOptions.Overwrite, CommonOptions.Json,
    }.WithNetwork().Runs(Run);

    private static void Run(CommandContext context)
    {
        ParseResult arguments = context.Arguments;
        string? path = arguments.GetValue(s_out);
        if (path is not null)
            OutputFile.Check(context, path);
        bool complex = IsComplex(context);
        SignalSet signals = SignalSource.Read(
            arguments.GetValue(SignalSource.Argument)!, arguments.GetValue(SignalSource.Take),
            NetworkChoice.DimensionsOf(context), complex);
        Network network = NetworkChoice.Build(context, signals);
        bool force = arguments.GetValue(s_force);
        if (!force)
            network.Count().RefuseTooLarge();
        bool wide = arguments.GetValue(s_precision) == FeaturePrecision.Double;
        if ((long)network.Count().Values * signals.Count > (wide ? Array.MaxLength / 8 : Array.MaxLength / 4))
            throw new InputException(
                $"{signals.Count} signals of {network.Count().Values} values; expected fewer: choose some with --take");
        long start = Stopwatch.GetTimestamp();
        (NdArray features, IReadOnlyList<ScatteringPath> paths) = wide
            ? InDouble(context, network, signals, force) : InSingle(context, network, signals, force);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        string rate = (signals.Count / seconds).ToString("F1", CultureInfo.InvariantCulture);
        context.WriteLine(
            $"{signals.Count} x {signals.Size} -> {string.Join(" x ", features.Shape)}  {rate} signals/s");
        JsonObject document = new()
        {
            ["signals"] = signals.Count,
            ["size"] = signals.Size.ToString(),
            ["shape"] = new JsonArray([.. features.Shape.Select(extent => (JsonNode)extent)]),
            ["signalsPerSecond"] = signals.Count / seconds,
        };
        if (arguments.GetValue(s_energy))
            document["energy"] = EnergyLines.Write(context, network, signals, force);
        if (path is not null)
        {
            NpzFile.Write(
                path, [new("features", features), .. PathTable.Arrays(paths, network.Depth)], compress: false,
                new Dictionary<string, string> { ["certificate"] = network.Certify().ToJson() });
            context.WriteLine($"wrote {path}");
        }
        context.WriteJson(document);
    }

    private static bool IsComplex(CommandContext context) =>
        NetworkChoice.SettingsOf(context).Input == "complex";

    private static (NdArray Features, IReadOnlyList<ScatteringPath> Paths) InSingle(
        CommandContext context, Network network, SignalSet signals, bool force)
    {
        ScatteringTransform transform = new(
            network, new()
            {
                Threads = context.Arguments.GetValue(s_threads), Lanes = context.Arguments.GetValue(s_lanes),
                Force = force,
            });
        float[] features = new float[signals.Count * transform.FeatureLength];
        int each = transform.InputLength;
        for (int first = 0; first < signals.Count; first += Batch)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int some = Math.Min(Batch, signals.Count - first);
            transform.Transform(
                signals.Values.AsSpan(first * each, some * each), some,
                features.AsSpan(first * transform.FeatureLength, some * transform.FeatureLength));
            context.Progress.Report(new("transform", first + some, signals.Count));
        }
        return (NdArray.From<float>(features, Shape(network, transform.Paths, signals.Count)), transform.Paths);
    }

    private static (NdArray Features, IReadOnlyList<ScatteringPath> Paths) InDouble(
        CommandContext context, Network network, SignalSet signals, bool force)
    {
        ScalarTransform transform = new(network, force);
        double[] features = new double[signals.Count * transform.FeatureLength];
        double[] signal = new double[transform.InputLength];
        for (int index = 0; index < signals.Count; index++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < signal.Length; i++)
                signal[i] = signals.Values[(index * signal.Length) + i];
            transform.Transform(
                signal, 1, features.AsSpan(index * transform.FeatureLength, transform.FeatureLength));
            context.Progress.Report(new("transform", index + 1, signals.Count));
        }
        return (NdArray.From<double>(features, Shape(network, transform.Paths, signals.Count)), transform.Paths);
    }

    private enum FeaturePrecision
    {
        Single,
        Double,
    }

    // Maps of one size make an array of maps; others lie one behind the other, as the path table says.
    private static long[] Shape(Network network, IReadOnlyList<ScatteringPath> paths, int count)
    {
        GridSize size = paths[0].Size;
        long parts = network.HasComplexFeatures ? 2 : 1;
        if (paths.Any(path => path.Size != size))
            return [count, paths.Sum(path => path.Size.Count * parts)];
        long[] map = size.Dimensions == 1 ? [size.Columns] : [size.Rows, size.Columns];
        return parts == 1 ? [count, paths.Count, .. map] : [count, paths.Count, .. map, parts];
    }
}
