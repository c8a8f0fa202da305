namespace Hinge.Flight.Evaluation;

/// <summary>Figures over all episodes of an evaluation (specification §5.1).</summary>
public sealed class PolicyEvaluation
{
    internal PolicyEvaluation(IReadOnlyList<EpisodeMetrics> episodes)
    {
        Episodes = episodes;
        Return = episodes.Average(episode => episode.Return);
        Length = episodes.Average(episode => (double)episode.Length);
        Survival = Share(episodes, episode => episode.Survived);
        Settled = Share(episodes, episode => episode.Settled);
        double[] tails = [.. episodes.Where(episode => episode.Survived).Select(episode => episode.Tail)];
        Tail = tails.Length == 0 ? null : tails.Average();
    }

    /// <summary>Every episode, by number.</summary>
    public IReadOnlyList<EpisodeMetrics> Episodes { get; }

    /// <summary>Mean return.</summary>
    public double Return { get; }

    /// <summary>Mean steps.</summary>
    public double Length { get; }

    /// <summary>Share of the episodes that reached the last step.</summary>
    public double Survival { get; }

    /// <summary>Share that survived and ended within 0.2 m.</summary>
    public double Settled { get; }

    /// <summary>Mean over survivors of the mean distance in the last two fifths, in m; null without survivors.</summary>
    public double? Tail { get; }

    private static double Share(IReadOnlyList<EpisodeMetrics> episodes, Func<EpisodeMetrics, bool> holds) =>
        episodes.Count(holds) / (double)episodes.Count;
}
