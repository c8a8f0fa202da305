using Hinge.Scattering.Frames;

namespace Hinge.Scattering.Networks;

/// <summary>Which atoms follow one another on a path. Leaving paths out keeps every upper bound.</summary>
public enum PathRule
{
    /// <summary>Every atom follows every other.</summary>
    All,

    /// <summary>The centre frequency, in cycles per sample of the input, is strictly below the parent's.</summary>
    Decreasing,

    /// <summary>The level is at least the parent's: never finer than before.</summary>
    Scale,

    /// <summary>The level is above the parent's: coarser than before.</summary>
    Coarser,
}

/// <summary>Names and meaning of the rules.</summary>
internal static class PathRules
{
    private static readonly (string Word, PathRule Rule)[] s_words =
        [("all", PathRule.All), ("decreasing", PathRule.Decreasing), ("scale", PathRule.Scale),
        ("coarser", PathRule.Coarser)];

    /// <summary>Reads a rule.</summary>
    /// <exception cref="NetworkException">There is no such rule.</exception>
    public static PathRule Parse(string word)
    {
        foreach ((string known, PathRule rule) in s_words)
        {
            if (known == word)
                return rule;
        }
        throw new NetworkException(
            $"path rule '{word}': {FrameText.Nearest(word, s_words.Select(each => each.Word))}");
    }

    /// <summary>The word of a rule.</summary>
    public static string Text(this PathRule rule) => s_words.First(each => each.Rule == rule).Word;

    /// <summary>Whether an atom may follow its parent; frequencies are in cycles per sample of the input.</summary>
    public static bool Follows(
        this PathRule rule, AtomLabel parent, double parentFrequency, AtomLabel child, double childFrequency) =>
        rule switch
        {
            PathRule.Decreasing => childFrequency < parentFrequency * (1 - 1e-9),
            PathRule.Scale => child.Level >= parent.Level,
            PathRule.Coarser => child.Level > parent.Level,
            _ => true,
        };
}
