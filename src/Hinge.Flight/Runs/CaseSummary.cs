using Hinge.Flight.Evaluation;
using Hinge.Flight.Learning;

namespace Hinge.Flight.Runs;

/// <summary>What the seeds of one case of a study came to (specification §4.3, §5.3).</summary>
public sealed class CaseSummary
{
    private CaseSummary(Ablations part, IReadOnlyList<SeedOutcome> seeds)
    {
        (Case, Seeds) = (part, seeds);
        Return = Of(score => score.Return);
        Survival = Of(score => score.Survival);
        Settled = Of(score => score.Settled);
        double[] eights = [.. seeds.Where(seed => seed.EightLostAt is null)
            .Select(seed => seed.EightRmse).OfType<double>()];
        Eight = eights.Length == 0 ? null : SeedSummary.Of(eights);

        SeedSummary Of(Func<CandidateScore, double> figure) =>
            SeedSummary.Of([.. seeds.Select(seed => figure(seed.Score))]);
    }

    /// <summary>What was taken away.</summary>
    public Ablations Case { get; }

    /// <summary>What it is called.</summary>
    public string Name => Case == Ablations.None
        ? "full recipe"
        : "without " + string.Join(", ", AblationNames.Of(Case));

    /// <summary>Every seed.</summary>
    public IReadOnlyList<SeedOutcome> Seeds { get; }

    /// <summary>Return of the test.</summary>
    public SeedSummary Return { get; }

    /// <summary>Share of the episodes that reached the last step.</summary>
    public SeedSummary Survival { get; }

    /// <summary>Share that survived and ended within 0.2 m.</summary>
    public SeedSummary Settled { get; }

    /// <summary>Error along the figure-eight, in m, of the seeds that were not lost there; null where all were.</summary>
    public SeedSummary? Eight { get; }

    /// <summary>Seeds lost on the figure-eight.</summary>
    public int EightLost => Seeds.Count(seed => seed.EightLostAt is not null);

    /// <summary>Seeds with settled at least 0.6, and survival at least this.</summary>
    /// <param name="survival">The least survival.</param>
    public int Good(double survival) =>
        Seeds.Count(seed => seed.Score.Settled >= 0.6 && seed.Score.Survival >= survival);

    /// <summary>Summarises a study, case by case.</summary>
    /// <param name="outcomes">What <see cref="SeedStudy.Run"/> found.</param>
    /// <returns>The cases, in the order of the outcomes.</returns>
    public static IReadOnlyList<CaseSummary> Of(IReadOnlyList<SeedOutcome> outcomes) =>
        [.. outcomes.GroupBy(outcome => outcome.Case).Select(group => new CaseSummary(group.Key, [.. group]))];
}
