using System.Text.Json.Nodes;
using Hinge.Scope.Analyses;
using Hinge.Scope.Bias;
using Hinge.Scope.Certificates;

namespace Hinge.Cli.Scope;

/// <summary>Explanations as JSON, for <c>result.json</c> and <c>--json</c>.</summary>
internal static class ScopeJson
{
    /// <summary>Names with their values.</summary>
    public static JsonObject Of(params ReadOnlySpan<(string Name, string Value)> values)
    {
        JsonObject document = [];
        foreach ((string name, string value) in values)
            document[name] = value;
        return document;
    }

    /// <summary>A certificate.</summary>
    public static JsonObject Of(Certificate certificate) => new()
    {
        ["passed"] = certificate.Passed,
        ["completeness"] = certificate.Completeness,
        ["adjoint"] = certificate.Adjoint,
        ["sites"] = certificate.Sites,
        ["pairs"] = certificate.Pairs,
        ["gates"] = certificate.Health.Gates,
        ["ties"] = certificate.Health.Ties,
        ["largestFactor"] = certificate.Health.LargestFactor,
        ["smallestDeviation"] =
            double.IsFinite(certificate.Health.SmallestDeviation) ? certificate.Health.SmallestDeviation : null,
        ["modes"] = certificate.Modes.ToString(),
        ["precision"] = certificate.Precision,
        ["jacobian"] = certificate.IsJacobian,
        ["coordinates"] = "input",
    };

    /// <summary>An explanation of a classifier.</summary>
    public static JsonObject Of(ClassExplanation explanation) => new()
    {
        ["certificate"] = Of(explanation.Certificate),
        ["chosen"] = explanation.Chosen.Label,
        ["classes"] = new JsonArray([.. explanation.Classes.Select(Of)]),
        ["bias"] = new JsonArray([.. explanation.Bias.Parts.Select(part => new JsonObject
        {
            ["site"] = part.Site.Name,
            ["kind"] = part.Site.Kind.ToString(),
            ["value"] = part.Value,
        })]),
    };

    /// <summary>How an output falls as pixels are deleted.</summary>
    public static JsonObject Of(DeletionCurves deletion) => new()
    {
        ["areaByVotes"] = deletion.ByVote.Area,
        ["areaAtRandom"] = deletion.AtRandom.Area,
        ["areaByMagnitude"] = deletion.ByMagnitude.Area,
        ["ratio"] = deletion.AreaRatio,
        ["fractions"] = Of(deletion.ByVote.Fractions),
        ["byVotes"] = Of(deletion.ByVote.Real),
        ["byVotesFrozen"] = Of(deletion.ByVote.Frozen),
        ["atRandom"] = Of(deletion.AtRandom.Real),
    };

    /// <summary>An explanation of a network that makes pictures.</summary>
    public static JsonObject Of(PictureExplanation explanation) => new()
    {
        ["certificate"] = Of(explanation.Certificate),
        ["residualShare"] = explanation.ResidualShare,
        ["rows"] = new JsonArray([.. explanation.Filters.Select(filter => new JsonObject
        {
            ["x"] = filter.X,
            ["y"] = filter.Y,
            ["sum"] = filter.Sum,
            ["largest"] = filter.Largest,
        })]),
    };

    /// <summary>Numbers.</summary>
    public static JsonArray Of(IEnumerable<double> values) => new([.. values.Select(value => (JsonNode)value)]);

    /// <summary>Adds all fields of another document.</summary>
    public static void Add(this JsonObject document, JsonObject fields)
    {
        foreach ((string name, JsonNode? value) in fields)
            document[name] = value?.DeepClone();
    }

    private static JsonObject Of(ClassAccount account)
    {
        JsonObject document = new()
        {
            ["class"] = account.Label,
            ["output"] = account.Votes.Output,
            ["votes"] = account.Votes.Sum,
            ["residual"] = account.Votes.Residual,
            ["halfOfPositiveArea"] = account.Votes.HalfOfPositiveArea(),
        };
        if (account.Raw is { } raw)
        {
            document["rawVotes"] = raw.Sum;
            document["rawResidual"] = raw.Residual;
        }
        return document;
    }

    /// <summary>How much of the decisions is the biases' work.</summary>
    public static JsonObject Of(BiasReliance reliance) => new()
    {
        ["accuracy"] = reliance.Accuracy,
        ["linearAccuracy"] = reliance.LinearAccuracy,
        ["residualAccuracy"] = reliance.ResidualAccuracy,
        ["linearAgreement"] = reliance.LinearAgreement,
        ["residualAgreement"] = reliance.ResidualAgreement,
        ["residualOfWinner"] = reliance.ResidualOfWinner,
        ["residualShare"] = reliance.ResidualShare,
        ["completeness"] = reliance.Completeness,
    };
}
