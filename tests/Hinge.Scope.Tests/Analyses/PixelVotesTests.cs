using Hinge.Core;
using Hinge.Scope.Analyses;
using Hinge.Scope.Networks;
using Hinge.Scope.Tests.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Analyses;

/// <summary>Votes account for the output, whichever rows they are taken from and wherever zero is.</summary>
[NoLeak]
public class PixelVotesTests
{
    private static readonly long[] s_classes = [2, 0];

    public static TheoryData<double, double> Coordinates => new() { { 0, 1 }, { 0.4, 0.25 } };

    [Theory]
    [MemberData(nameof(Coordinates))]
    public void Votes_of_known_rows_are_those_of_each_output_and_add_up_to_it(double mean, double deviation)
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(SmallNet.NewInput());
        InputNormalisation normalisation = new([mean], [deviation]);
        IReadOnlyList<PixelVotes> found = at.VotesOf(at.RowsAt(s_classes), normalisation, s_classes);
        Assert.Equal(s_classes.Length, found.Count);
        for (int i = 0; i < found.Count; i++)
        {
            PixelVotes alone = at.RawVotes(normalisation, s_classes[i]);
            Assert.Equal(alone.Votes, found[i].Votes, (a, b) => Math.Abs(a - b) < 1e-12);
            Assert.Equal((alone.Output, alone.Residual), (found[i].Output, found[i].Residual));
            Assert.Equal((8, 8), (found[i].Height, found[i].Width));
            Assert.Equal(at.Output[0, s_classes[i]].ToDouble(), found[i].Sum + found[i].Residual, 1e-12);
        }
    }

    [Fact]
    public void Rows_of_another_number_than_the_outputs_are_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(SmallNet.NewInput());
        InputException problem = Assert.Throws<InputException>(
            () => at.VotesOf(at.RowsAt(0, 1), InputNormalisation.None, 0));
        Assert.Equal("1 outputs for rows of shape [2, 1, 8, 8]", problem.Message);
    }
}
