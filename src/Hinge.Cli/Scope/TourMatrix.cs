using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Scope.Inputs;
using Hinge.Cli.Tour;
using Hinge.Core.Randomness;
using Hinge.Scope;
using Hinge.Scope.Analyses;
using Hinge.Scope.Colouring;
using Hinge.Scope.Replay;
using Hinge.Scope.Spectra;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>The whole matrix of an embedded network on the tour: by colouring, against row by row; and its spectrum.</summary>
/// <param name="Found">The matrix.</param>
/// <param name="Spectrum">Its strongest singular triplets.</param>
/// <param name="Fits">What they look like.</param>
/// <param name="RowByRowSeconds">What automatic differentiation would take, from some rows of it.</param>
internal sealed record TourMatrix(
    SparseExtraction Found, TruncatedSvd Spectrum, SingularVectorFit[] Fits, double RowByRowSeconds)
{
    /// <summary>The network whose matrix it is.</summary>
    public const string Network = "tiny-sr";

    private const int Triplets = 16, TimedRows = 64;

    /// <summary>Whether matrix and spectrum hold.</summary>
    public bool Passed => Found.Certificate.Passed && Spectrum.Converged.All(good => good);

    /// <summary>The measured truth.</summary>
    public string Truth => string.Create(
        CultureInfo.InvariantCulture,
        $"whole {Found.Map.Rows:N0} x {Found.Map.Columns:N0} matrix in {Found.Passes} passes");

    /// <summary>How fast.</summary>
    public string Speed => string.Create(
        CultureInfo.InvariantCulture, $"the matrix {RowByRowSeconds / Found.Seconds:0}x faster than row by row");

    /// <summary>Computes and shows them.</summary>
    public static TourMatrix Measure(
        TourContext context, ScopeNetwork network, Interpreter at, CancellationToken cancellation)
    {
        SparseExtraction found = at.ToSparse(progress: context.Progress, cancellation: cancellation);
        LanczosSettings settings = new() { Seed = context.Seed };
        TruncatedSvd spectrum = Lanczos.Compute(found.Map, Triplets, settings, context.Progress, cancellation);
        SingularVectorFit[] fits = SingularVectorFit.OfInputs(spectrum, Triplets, cancellation);
        MatrixCommand.Report(context.Report, found);
        SpectrumReport.Add(context.Report, network.Name, spectrum, fits, settings.Tolerance);
        double perRow = SecondsPerRow(context, network, at.Input);
        return new(found, spectrum, fits, perRow * found.Map.Rows);
    }

    /// <summary>What was found, without times.</summary>
    public JsonObject ToJson()
    {
        JsonObject document = MatrixCommand.Document(Found);
        document["spectrum"] = SpectrumReport.Document(Spectrum, Fits);
        return document;
    }

    private static double SecondsPerRow(TourContext context, ScopeNetwork network, Tensor x)
    {
        // Hooks would slow the rival down.
        using ScopeNetwork plain = ScopeNetwork.Load(network.Name, null, new());
        AutogradMap rival = new(plain.Module, x);
        ILinearMap rows = rival;
        RandomStream stream = new RandomStream(context.Seed).Split("timed rows");
        rows.RowsAt(0).Dispose();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < TimedRows; i++)
            rows.RowsAt(stream.NextInt32((int)rival.Rows)).Dispose();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / TimedRows;
    }
}
