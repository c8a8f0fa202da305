using Hinge.Flight.Tasks;

namespace Hinge.Flight.Tests.Tasks;

public class CurriculumTests
{
    private static readonly Reward s_reward = new();

    [Theory]
    [InlineData(99_999, 5, 0.01, 0.01)]
    [InlineData(100_000, 6, 0.014, 0.014)]
    [InlineData(199_999, 6, 0.014, 0.014)]
    [InlineData(200_000, 7.2, 0.0196, 0.0196)]
    [InlineData(300_000, 7.2, 0.0196, 0.0196)]
    public void The_faithful_one_takes_two_steps(int step, double position, double velocity, double action)
    {
        RewardWeights weights = Curriculum.Faithful.At(step, s_reward);
        Assert.Equal(position, weights.Position, 1e-5);
        Assert.Equal(velocity, weights.Velocity, 1e-7);
        Assert.Equal(action, weights.Action, 1e-7);
        Assert.Equal(5, weights.Tilt);
    }

    [Fact]
    public void The_default_one_takes_nine_equal_ones()
    {
        int[] due = [.. Enumerable.Range(0, 300_001).Where(Curriculum.Default.IsDue)];
        Assert.Equal([50_000, 75_000, 100_000, 125_000, 150_000, 175_000, 200_000, 225_000, 250_000], due);
        for (int k = 0; k < due.Length; k++)
        {
            RewardWeights weights = Curriculum.Default.At(due[k], s_reward);
            Assert.Equal(5 * Math.Pow(4, (k + 1) / 9.0), weights.Position, 1e-5);
            Assert.Equal(0.01 * Math.Pow(10, (k + 1) / 9.0), weights.Velocity, 1e-7);
        }
        Assert.Equal([100_000, 200_000], Enumerable.Range(0, 300_001).Where(Curriculum.Faithful.IsDue));
    }

    [Fact]
    public void No_weight_passes_that_of_the_metric()
    {
        Curriculum steep = new() { First = 0, Every = 1, Last = 100, Position = 2, Velocity = 3, Action = 4 };
        RewardWeights weights = steep.At(1000, s_reward);
        Assert.Equal((40f, 1f, 1f), (weights.Position, weights.Velocity, weights.Action));
    }
}
