namespace Hinge.Flight.Learning;

/// <summary>
/// Chooses among the candidates of a training (specification §5.2): the best few of the first round fly other starts,
/// and of those that survive often enough the highest return wins. Without that rule a network that falls at once would
/// win: dying early costs less than hovering off the target.
/// </summary>
public static class CheckpointSelection
{
    /// <summary>Least share of surviving episodes.</summary>
    public const double LeastSurvival = 0.8;

    /// <summary>Episodes that every candidate flies.</summary>
    public const int FirstEpisodes = 100;

    /// <summary>Episodes that the finalists fly.</summary>
    public const int SecondEpisodes = 400;

    /// <summary>How many fly them.</summary>
    public const int Finalists = 5;

    /// <summary>Whether a score is good enough to be chosen.</summary>
    /// <param name="score">The score.</param>
    public static bool IsEligible(CandidateScore score) => score.Survival >= LeastSurvival;

    /// <summary>Chooses.</summary>
    /// <param name="candidates">With their first scores; those of the finalists get the second.</param>
    /// <param name="second">Flies the second round.</param>
    /// <returns>The place of the chosen one in the list, and whether it was eligible; where none was, the one that
    /// survived most often.</returns>
    /// <exception cref="ArgumentException">There are no candidates.</exception>
    public static (int Chosen, bool Eligible) Choose(
        IList<Candidate> candidates, Func<Candidate, CandidateScore> second)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(second);
        if (candidates.Count == 0)
            throw new ArgumentException("there are no candidates", nameof(candidates));
        int[] finalists = [.. Ranked(candidates, Enumerable.Range(0, candidates.Count), at => at.First)
            .Take(Finalists)];
        foreach (int place in finalists)
            candidates[place] = candidates[place] with { Second = second(candidates[place]) };
        int chosen = Ranked(candidates, finalists, at => at.Second!.Value).First();
        return (chosen, IsEligible(candidates[chosen].Second!.Value));
    }

    /// <summary>Whether a candidate's first score beats another's.</summary>
    internal static bool Beats(CandidateScore score, CandidateScore other) =>
        IsEligible(score) != IsEligible(other)
            ? IsEligible(score)
            : IsEligible(score) ? score.Return > other.Return : score.Survival > other.Survival;

    // Eligible ones by return, then the others by survival; earlier steps first where they tie, then actors.
    private static IEnumerable<int> Ranked(
        IList<Candidate> candidates, IEnumerable<int> places, Func<Candidate, CandidateScore> score) => places
        .OrderByDescending(place => IsEligible(score(candidates[place])))
        .ThenByDescending(place => IsEligible(score(candidates[place]))
            ? score(candidates[place]).Return
            : score(candidates[place]).Survival)
        .ThenBy(place => candidates[place].Step)
        .ThenBy(place => candidates[place].Kind);
}
