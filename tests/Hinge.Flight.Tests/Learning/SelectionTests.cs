using Hinge.Core;
using Hinge.Flight.Export;
using Hinge.Flight.Learning;
using Hinge.Testing.Samples;

namespace Hinge.Flight.Tests.Learning;

public class SelectionTests
{
    private static readonly Policy s_policy = RawPolicy.Parse(HoverLaw.ToBytes(0), "law");

    private static Candidate At(int step, double value, double survival, CandidateKind kind = CandidateKind.Actor) =>
        new(step, kind, s_policy, new(value, 500 * survival, survival, survival / 2));

    [Fact]
    public void What_dies_cheaply_loses_against_what_lives_expensively()
    {
        Candidate[] candidates = [At(1, 900, 0.1), At(2, -200, 0.9), At(3, 300, 0.95), At(4, 299, 0.99)];
        Assert.Equal((2, true), CheckpointSelection.Choose(candidates, candidate => candidate.First));
    }

    [Fact]
    public void The_second_round_decides_among_five()
    {
        Candidate[] candidates = [.. Enumerable.Range(1, 9).Select(i => At(i, 100 * i, 0.9))];
        List<int> asked = [];
        (int chosen, bool eligible) = CheckpointSelection.Choose(candidates, candidate =>
        {
            asked.Add(candidate.Step);
            return candidate.First with { Return = 1000 - candidate.First.Return };
        });
        Assert.Equal([9, 8, 7, 6, 5], asked);
        Assert.Equal((4, true), (chosen, eligible));
        Assert.Equal(5, candidates.Count(candidate => candidate.Second is not null));
    }

    [Fact]
    public void Where_none_survives_often_enough_the_one_that_does_most_often_is_kept()
    {
        Candidate[] candidates = [At(1, 500, 0.3), At(2, -500, 0.79), At(3, 0, 0.5)];
        Assert.Equal((1, false), CheckpointSelection.Choose(candidates, candidate => candidate.First));
    }

    [Fact]
    public void The_earlier_of_equals_wins_and_the_actor_before_its_target()
    {
        Candidate[] candidates = [At(2, 5, 0.9), At(1, 5, 0.9, CandidateKind.Target), At(1, 5, 0.9)];
        Assert.Equal((2, true), CheckpointSelection.Choose(candidates, candidate => candidate.First));
    }

    [Fact]
    public void Ablations_have_names()
    {
        Ablations all = AblationNames.Parse(AblationNames.All);
        Assert.Equal(AblationNames.All, AblationNames.Of(all));
        Assert.Equal(9, AblationNames.All.Count);
        string message = Assert.Throws<InputException>(() => AblationNames.Parse(["histroy"])).Message;
        Assert.StartsWith("ablation 'histroy' is not known; expected some of history, ", message, StringComparison.Ordinal);
    }
}
