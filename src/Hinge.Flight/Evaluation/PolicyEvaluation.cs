namespace Hinge.Flight.Evaluation;

/// <summary>Figures over all episodes of an evaluation (specification §5.1).</summary>
public sealed class PolicyEvaluation
{
    private readonly Func<int, EpisodeTrace> _fly;

    internal PolicyEvaluation(IReadOnlyList<EpisodeMetrics> episodes, Func<int, EpisodeTrace> fly)
    {
        _fly = fly;
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

    /// <summary>The episode whose return is the median: of an even number the lower one, of equal ones the earliest.
    /// </summary>
    public EpisodeMetrics Median => ByReturn(Episodes).ElementAt((Episodes.Count - 1) / 2);

    /// <summary>The episode of lowest return among those that survived; null where none did.</summary>
    public EpisodeMetrics? WorstSurvivor => ByReturn(Episodes.Where(episode => episode.Survived)).FirstOrDefault();

    /// <summary>Flies one of the episodes again, to the same bits, and keeps every step.</summary>
    /// <param name="episode">One of <see cref="Episodes"/>.</param>
    public EpisodeTrace Trace(EpisodeMetrics episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        return _fly(episode.Number);
    }

    private static IEnumerable<EpisodeMetrics> ByReturn(IEnumerable<EpisodeMetrics> episodes) =>
        episodes.OrderBy(episode => episode.Return).ThenBy(episode => episode.Number);

    private static double Share(IReadOnlyList<EpisodeMetrics> episodes, Func<EpisodeMetrics, bool> holds) =>
        episodes.Count(holds) / (double)episodes.Count;
}
