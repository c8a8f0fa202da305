using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Certificates;

/// <summary>
/// What is true of a network for every input: whether it is non-expansive, and how far each layer moves under a
/// translation and a deformation. Every number is computed from the filters. It holds for exact arithmetic.
/// </summary>
public sealed record Certificate
{
    /// <summary>The constant C of band-limited signals, 2√2 π.</summary>
    public static readonly double BandLimitedConstant = 2 * Math.Sqrt(2) * Math.PI;

    /// <summary>The form of this document.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; } = 1;

    /// <summary>The input.</summary>
    [JsonPropertyName("input")]
    public required CertifiedInput Input { get; init; }

    /// <summary>The boundary.</summary>
    [JsonPropertyName("boundary")]
    public required CertifiedBoundary Boundary { get; init; }

    /// <summary>The whole network.</summary>
    [JsonPropertyName("lipschitz")]
    public required CertifiedLipschitz Lipschitz { get; init; }

    /// <summary>
    /// The modules; several of one n where atoms sub-sample by factors of their own. Last the output.
    /// </summary>
    [JsonPropertyName("modules")]
    public required IReadOnlyList<CertifiedModule> Modules { get; init; }

    /// <summary>The layers of features, 0 … D.</summary>
    [JsonPropertyName("layers")]
    public required IReadOnlyList<CertifiedLayer> Layers { get; init; }

    /// <summary>The deformation lines.</summary>
    [JsonPropertyName("deformation")]
    public CertifiedDeformation Deformation { get; init; } = new();

    /// <summary>The certificate of a network.</summary>
    /// <param name="network">Any network; one that is not admissible too.</param>
    public static Certificate Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        CertifiedModule[] modules = [.. network.Stages.OrderBy(stage => stage.Layer).Select(
            stage => ModuleOf(network, stage))];
        NetworkSize size = network.Count();
        double padding = network.Boundary.Expansion;
        return new()
        {
            Input = new(Extents(network.Size), network.Options.Input == InputKind.Real ? "real" : "complex"),
            Boundary = new(network.Boundary.ToString(), padding),
            Lipschitz = new(
                Bounds.General(network) * padding, modules.All(module => module.Admissible), (double)size.Maps,
                (double)size.Values, RuleOf(network.Options)),
            Modules = modules,
            Layers = LayersOf(network, padding),
        };
    }

    /// <summary>The certificate as JSON, indented.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ScatteringJson.Default.Certificate);

    /// <summary>The certificate in lines of text.</summary>
    public IReadOnlyList<string> ToLines() => CertificateText.Of(this);

    private static string RuleOf(NetworkOptions options) => options.Selected is { } selected
        ? string.Create(CultureInfo.InvariantCulture, $"{options.Paths.Text()}, energy:{selected.Share}")
        : options.Paths.Text();

    private static CertifiedModule ModuleOf(Network network, Stage stage)
    {
        FrameBounds bounds = stage.Frame.Bounds(stage.IsReal);
        Module? module = stage.Module;
        double l = module?.NonLinearity.LipschitzBy(network.Options.Lipschitz) ?? 1;
        double r = module?.Pooling.LipschitzIn(stage.Grid.Dimensions) ?? 1;
        // Of the last frame only χ is used.
        double constant = module is null ? Bounds.Generator(stage) : bounds.Upper * Math.Max(1, l * l * r * r);
        return new()
        {
            N = stage.Layer + 1,
            Grid = Extents(stage.Grid),
            Frame = stage.Frame.Name,
            Atoms = stage.Frame.Count,
            Dropped = stage.Frame.Dropped.Count,
            Lower = bounds.Lower,
            LowerAt = stage.Grid.Describe(bounds.LowerAt),
            Upper = bounds.Upper,
            UpperAt = stage.Grid.Describe(bounds.UpperAt),
            Sum = stage.IsReal ? "real" : "complex",
            NonLinearity = module?.NonLinearity.Name,
            L = l,
            Pooling = module?.Pooling.ToString(),
            R = r,
            C = constant,
            Admissible = constant <= 1 + Bounds.Rounding,
            Repair = network.RepairedBy == Networks.Repair.None
                ? null : network.RepairedBy.ToString().ToLowerInvariant(),
            Scaling = stage.Scaling,
        };
    }

    private static CertifiedLayer[] LayersOf(Network network, double padding)
    {
        double[] reach = Bounds.Reach(network), paper = new double[network.Depth + 1];
        CertifiedLayer[] layers = new CertifiedLayer[network.Depth + 1];
        paper[0] = 1;
        for (int n = 0; n < layers.Length; n++)
        {
            // Where no atom leads on, a layer has no stage, and nothing moves there.
            Stage[] stages = [.. network.Stages.Where(stage => stage.Layer == n)];
            double Most(Func<Stage, double> of) => stages.Select(of).DefaultIfEmpty().Max();
            layers[n] = new(
                n,
                Most(Bounds.Steepness),
                reach[n] * padding,
                2 * Math.PI * reach[n] * padding * Most(stage => Bounds.Steepness(stage) / stage.Reduction),
                stages.Select(stage => stage.Reduction).DefaultIfEmpty(1).Min(),
                padding * Math.Sqrt(paper[n]) * Most(stage => Bounds.AbsoluteSum(stage.Frame.Generator)),
                padding * reach[n] * Most(stage => Math.Sqrt(Bounds.Generator(stage))));
            if (n < network.Depth)
            {
                paper[n + 1] = paper[n] * Most(stage => stage.Frame.Bounds(stage.IsReal).Upper
                    * Bounds.Gain(stage.Module!, stage.Grid, network.Options.Lipschitz));
            }
        }
        return layers;
    }

    private static int[] Extents(GridSize grid) =>
        grid.Dimensions == 1 ? [grid.Columns] : [grid.Rows, grid.Columns];
}
