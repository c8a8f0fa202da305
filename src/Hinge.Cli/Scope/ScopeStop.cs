using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Tour;
using Hinge.Core.Pictures;
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

/// <summary>The tour's stop at LinearScope: the embedded networks, each explained at one picture and certified.</summary>
internal sealed class ScopeStop : ITourStop
{
    private const int GridColumns = 8;
    private const int PictureSide = 64;

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
        foreach (EmbeddedNetwork network in EmbeddedNetworks.All)
        {
            cancellation.ThrowIfCancellationRequested();
            context.Progress.Report(new RunProgress("scope", certificates.Count, EmbeddedNetworks.All.Count, network.Name));
            using nn.Module<Tensor, Tensor> module = network.Load();
            using LinearScope hooked = LinearScope.Attach(module, new() { Seed = context.Seed });
            ScopeInput input = network.InputShape[2] < 0
                ? new("a drawn picture", DrawnPictures.Grey(context.Seed, PictureSide, PictureSide))
                : ScopeInput.Digit(digit);
            using Tensor x = input.ToTensor(network, wide: false);
            using Interpreter at = hooked.Freeze(x);
            (Certificate certificate, JsonObject document) = Explain(context, network.Name, at, input.Picture);
            certificates.Add(certificate);
            fields[network.Name] = document;
            if (at.Output.dim() == 2)
            {
                BiasReliance reliance = BiasReliance.Measure(
                    hooked, TestDigits(), [.. Enumerable.Range(0, Digits.Test.Count).Select(Digits.Test.Label)],
                    progress: context.Progress, cancellation: cancellation);
                reliances.Add((network.Name, reliance));
                document["reliance"] = ScopeJson.Of(reliance);
            }
        }
        ScopeReport.AddReliance(context.Report, reliances, Digits.Test.Count);
        return Conclude(certificates, reliances, fields);
    }

    private static (Certificate Certificate, JsonObject Document) Explain(
        TourContext context, string network, Interpreter at, Picture picture)
    {
        if (at.Output.dim() == 2)
        {
            ClassExplanation answer = ClassExplanation.Of(network, at, picture);
            ScopeReport.Add(context.Report, answer);
            return (answer.Certificate, ScopeJson.Of(answer));
        }
        PictureExplanation made = PictureExplanation.Of(network, at, picture, GridColumns);
        ScopeReport.Add(context.Report, made);
        return (made.Certificate, ScopeJson.Of(made));
    }

    private static Tensor TestDigits()
    {
        float[] pixels = new float[Digits.Test.Count * Digits.Test.Height * Digits.Test.Width];
        int each = pixels.Length / Digits.Test.Count;
        for (int i = 0; i < Digits.Test.Count; i++)
            Digits.Test.CopyPixels(i, pixels.AsSpan(i * each, each));
        return tensor(pixels, [Digits.Test.Count, 1, Digits.Test.Height, Digits.Test.Width]);
    }

    private static TourResult Conclude(
        List<Certificate> certificates, List<(string Network, BiasReliance Reliance)> reliances, JsonObject fields)
    {
        double worst = certificates.Max(certificate => certificate.Completeness);
        fields["completeness"] = worst;
        BiasReliance biased = reliances[0].Reliance;
        string truth = string.Create(
            CultureInfo.InvariantCulture,
            $"y = Fx + r to {worst:0.0e-0} on {certificates.Count} nets; {reliances[0].Network} is right on "
            + $"{100 * biased.Accuracy:0.0} %, votes alone {100 * biased.LinearAccuracy:0.0} %, biases alone "
            + $"{100 * biased.ResidualAccuracy:0.0} %");
        string bound = certificates[0].Limits.Completeness.ToString("0e-0", CultureInfo.InvariantCulture);
        return new(certificates.All(certificate => certificate.Passed), truth, $"≤ {bound}", fields);
    }
}
