using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Scope.Inputs;
using Hinge.Cli.Tour;
using Hinge.Core.Randomness;
using Hinge.Core.Runs;
using Hinge.Samples;
using Hinge.Scope;
using Hinge.Scope.Bias;
using Hinge.Scope.Certificates;
using Hinge.Scope.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>
/// The tour's stop at LinearScope: the embedded networks explained at one picture and certified, the whole matrix of
/// one with its spectrum, the biases of the classifiers, and a network that is known to copy and move.
/// </summary>
internal sealed class ScopeStop : ITourStop
{
    private const int GridColumns = 8;

    /// <inheritdoc/>
    public string Name => "scope";

    /// <inheritdoc/>
    public string Description => "see what a network does to one picture";

    /// <inheritdoc/>
    public bool UsesTorch => true;

    /// <inheritdoc/>
    public TourResult Run(TourContext context, CancellationToken cancellation)
    {
        using DisposeScope scope = NewDisposeScope();
        ScopeReport.AddIdea(context.Report);
        int digit = new RandomStream(context.Seed).Split("tour digit").NextInt32(Digits.Test.Count);
        List<Certificate> certificates = [];
        List<(string Network, BiasReliance Reliance)> reliances = [];
        JsonObject fields = new() { ["digit"] = digit };
        TourMatrix? matrix = null;
        foreach (EmbeddedNetwork sample in EmbeddedNetworks.All)
        {
            cancellation.ThrowIfCancellationRequested();
            context.Progress.Report(
                new RunProgress("scope", certificates.Count, EmbeddedNetworks.All.Count, sample.Name));
            using ScopeNetwork network = ScopeNetwork.Load(sample.Name, null, new());
            using LinearScope hooked = LinearScope.Attach(network.Module, new() { Seed = context.Seed });
            ScopeInput input = network.Size is null ? ScopeInput.For(network) : ScopeInput.Digit(digit);
            using Tensor x = network.Take(input);
            using Interpreter at = hooked.Freeze(x);
            (Certificate certificate, JsonObject document) = Explain(context, network, at, input);
            certificates.Add(certificate);
            fields[sample.Name] = document;
            if (at.Output.dim() == 2)
            {
                BiasReliance reliance = Rely(hooked, context, cancellation);
                reliances.Add((sample.Name, reliance));
                document["reliance"] = ScopeJson.Of(reliance);
            }
            if (sample.Name == TourMatrix.Network)
                matrix = TourMatrix.Measure(context, network, at, cancellation);
        }
        ScopeReport.AddReliance(
            context.Report, reliances, $"{Digits.Test.Count} digits that were not used for training (chance is 10 %)");
        fields["matrix"] = matrix!.ToJson();
        TourPlanted planted = TourPlanted.Measure(context, cancellation);
        fields["planted"] = planted.ToJson();
        return Conclude(certificates, reliances, matrix, planted, fields);
    }

    private static (Certificate Certificate, JsonObject Document) Explain(
        TourContext context, ScopeNetwork network, Interpreter at, ScopeInput input)
    {
        if (at.Output.dim() == 2)
        {
            ClassExplanation answer = ClassExplanation.Of(network.Name, at, input.Picture);
            ScopeReport.Add(context.Report, answer);
            return (answer.Certificate, ScopeJson.Of(answer));
        }
        PictureExplanation made = PictureExplanation.Of(network, at, input.Picture, GridColumns);
        ScopeReport.Add(context.Report, made);
        return (made.Certificate, ScopeJson.Of(made));
    }

    private static BiasReliance Rely(LinearScope hooked, TourContext context, CancellationToken cancellation)
    {
        DigitSet digits = Digits.Test;
        int each = digits.Height * digits.Width;
        float[] pixels = new float[digits.Count * each];
        for (int i = 0; i < digits.Count; i++)
            digits.CopyPixels(i, pixels.AsSpan(i * each, each));
        using Tensor inputs = tensor(pixels, [digits.Count, 1, digits.Height, digits.Width]);
        return BiasReliance.Measure(
            hooked, inputs, [.. Enumerable.Range(0, digits.Count).Select(digits.Label)],
            progress: context.Progress, cancellation: cancellation);
    }

    private static TourResult Conclude(
        List<Certificate> certificates, List<(string Network, BiasReliance Reliance)> reliances, TourMatrix matrix,
        TourPlanted planted, JsonObject fields)
    {
        double worst = certificates.Max(certificate => certificate.Completeness);
        fields["completeness"] = worst;
        BiasReliance biased = reliances[0].Reliance;
        string truth = string.Create(
            CultureInfo.InvariantCulture,
            $"y = Fx + r to {ErrorText.Of(worst)} on {certificates.Count} nets; {matrix.Truth}; {planted.Truth}; "
            + $"{reliances[0].Network} is right on {100 * biased.Accuracy:0.0} %, votes alone "
            + $"{100 * biased.LinearAccuracy:0.0} %, biases alone {100 * biased.ResidualAccuracy:0.0} %");
        string bound = certificates[0].Limits.Completeness.ToString("0e-0", CultureInfo.InvariantCulture);
        bool passed = certificates.All(certificate => certificate.Passed) && matrix.Passed && planted.Passed;
        return new(passed, truth, $"≤ {bound}", fields) { Speed = matrix.Speed };
    }
}
