using CsCheck;

namespace Hinge.Core.Tests;

public class SuggestionTests
{
    private static readonly Gen<string> s_word = Gen.String[Gen.Char["abc"], 0, 6];

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("tour", "tuor", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    [InlineData("doctor", "docter", 1)]
    public void The_distance_counts_edits_and_swaps(string a, string b, int expected) =>
        Assert.Equal(expected, Suggestion.Distance(a, b));

    [Fact]
    public void The_distance_is_symmetric_zero_for_equals_and_at_most_the_longer_word() =>
        Gen.Select(s_word, s_word).Sample((a, b) =>
        {
            int distance = Suggestion.Distance(a, b);
            return distance == Suggestion.Distance(b, a)
                && distance == 0 == (a == b)
                && distance >= Math.Abs(a.Length - b.Length)
                && distance <= Math.Max(a.Length, b.Length);
        });

    [Theory]
    [InlineData("tuor", "tour")]
    [InlineData("doc", null)]
    [InlineData("scpoe", "scope")]
    [InlineData("", null)]
    [InlineData("completely-else", null)]
    public void Only_a_close_word_is_suggested(string word, string? expected) =>
        Assert.Equal(expected, Suggestion.For(word, ["tour", "doctor", "scope"]));
}
