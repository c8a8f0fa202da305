namespace Hinge.Core;

/// <summary>The known word a misspelt one was probably meant to be.</summary>
public static class Suggestion
{
    /// <summary>The closest word, at most a third of its letters away; null when none is that close.</summary>
    /// <param name="word">As written.</param>
    /// <param name="known">The words there are.</param>
    public static string? For(string word, IEnumerable<string> known) => known
        .Select(candidate => (Word: candidate, Distance: Distance(word, candidate)))
        .Where(match => match.Distance <= Math.Max(1, match.Word.TrimStart('-').Length / 3))
        .OrderBy(match => match.Distance)
        .Select(match => match.Word)
        .FirstOrDefault();

    /// <summary>
    /// Least number of insertions, deletions, replacements and swaps of neighbours that turn one word into the other
    /// (optimal string alignment).
    /// </summary>
    internal static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replace, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }
        return cost[a.Length, b.Length];
    }
}
