using System.Globalization;
using System.Text;
using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Evaluation;

/// <summary>One episode of the hover task, moment by moment (specification §11).</summary>
public sealed class EpisodeTrace
{
    private static readonly string s_header = "t,x,y,z,qw,qx,qy,qz,vx,vy,vz,wx,wy,wz,u1,u2,u3,u4,a1,a2,a3,a4,reward,"
        + string.Join(',', RewardWeights.Evaluation.Named().Select(weight => "cost_" + weight.Name)) + "\n";

    private readonly Reward _reward;

    private EpisodeTrace(EpisodeMetrics metrics, IReadOnlyList<EpisodeMoment> moments, Reward reward)
    {
        (Metrics, Moments, _reward) = (metrics, moments, reward);
    }

    /// <summary>What became of the episode.</summary>
    public EpisodeMetrics Metrics { get; }

    /// <summary>Its moments, a step apart, from the start to the end.</summary>
    public IReadOnlyList<EpisodeMoment> Moments { get; }

    /// <summary>
    /// The episode as a table: time, position, attitude, velocity, angular velocity, rotors, actions, and the reward of
    /// each step with what each weighted square took off it (the last step of a lost episode has none). SI units,
    /// rotors in the drone's own. The last row is the end, without actions and reward.
    /// </summary>
    public string ToCsv()
    {
        StringBuilder text = new(s_header);
        foreach (EpisodeMoment moment in Moments)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Math.Round(moment.Time, 9)}");
            for (int i = 0; i < StateRow.Moving; i++)
                text.Append(CultureInfo.InvariantCulture, $",{moment.State[i]}");
            if (moment.Costs is { } costs)
            {
                for (int i = 0; i < Drone.RotorCount; i++)
                    text.Append(CultureInfo.InvariantCulture, $",{moment.Action[i]}");
                text.Append(CultureInfo.InvariantCulture, $",{(float)moment.Reward}");
                foreach (double cost in Weighted(costs))
                    text.Append(CultureInfo.InvariantCulture, $",{(float)cost}");
            }
            else
                text.Append(',', s_header.Count(letter => letter == ',') - StateRow.Moving);
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Flies it as <see cref="Evaluator"/> does: the same code gives the same bits.</summary>
    internal static EpisodeTrace Fly(Policy policy, Drone drone, HoverTask task, RandomStream root, int number)
    {
        List<EpisodeMoment> moments = [];
        float[] end = [];
        EpisodeChunk chunk = new(drone, task)
        {
            Watch = (state, action, in costs, lost, next) =>
            {
                double reward = task.Reward.Of(task.Reward.Evaluation, costs, lost);
                moments.Add(new(moments.Count * task.Step, state.ToArray(), action.ToArray(), costs, reward));
                end = next.ToArray();
            },
        };
        chunk.Take(policy, root);
        EpisodeMetrics[] results = new EpisodeMetrics[number + 1];
        chunk.Fly(number, 1, results);
        moments.Add(new(moments.Count * task.Step, end, [], null, 0));
        return new(results[number], moments, task.Reward);
    }

    // In the order of the header.
    private double[] Weighted(in RewardCosts costs)
    {
        RewardWeights weights = _reward.Evaluation;
        return
        [
            _reward.Scale * weights.Position * costs.Position, _reward.Scale * weights.Tilt * costs.Tilt,
            _reward.Scale * weights.Velocity * costs.Velocity, _reward.Scale * weights.Action * costs.Action,
            _reward.Scale * weights.AngularVelocity * costs.AngularVelocity,
            _reward.Scale * weights.Acceleration * costs.Acceleration,
            _reward.Scale * weights.AngularAcceleration * costs.AngularAcceleration,
        ];
    }
}
