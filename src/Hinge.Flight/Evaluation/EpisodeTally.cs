using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Evaluation;

/// <summary>Adds up the metrics of one episode as it is flown.</summary>
internal sealed class EpisodeTally(int number, ReadOnlySpan<float> start, HoverTask task)
{
    private readonly float[] _start = start.ToArray();
    private readonly int _tailFrom = task.EpisodeSteps * 3 / 5;
    private readonly int _oneSecond = (int)Math.Round(1 / task.Step), _twoSeconds = (int)Math.Round(2 / task.Step);
    private double _return, _tail, _end;
    private int _length;
    private bool _lost;
    private MotionMaxima _afterOne = MotionMaxima.None, _afterTwo = MotionMaxima.None;

    /// <summary>The episode's number.</summary>
    public int Number => number;

    /// <summary>Adds a step; returns whether the episode is over.</summary>
    /// <param name="costs">Of the step.</param>
    /// <param name="state">Before the step.</param>
    /// <param name="next">After it.</param>
    /// <param name="lost">Whether it left the bounds.</param>
    public bool Add(in RewardCosts costs, ReadOnlySpan<float> state, ReadOnlySpan<float> next, bool lost)
    {
        _return += task.Reward.Of(task.Reward.Evaluation, costs, lost);
        _end = Math.Sqrt(Square(next.Slice(StateRow.Position, 3)));
        if (_length >= _tailFrom)
            _tail += Math.Sqrt(costs.Position);
        if (_length >= _oneSecond)
        {
            MotionMaxima now = Now(costs, state);
            _afterOne = _afterOne.With(now);
            if (_length >= _twoSeconds)
                _afterTwo = _afterTwo.With(now);
        }
        _length++;
        _lost = lost;
        return lost || _length >= task.EpisodeSteps;
    }

    /// <summary>The metrics, when the episode is over.</summary>
    public EpisodeMetrics End() => new()
    {
        Number = number,
        Start = _start,
        Return = _return,
        Length = _length,
        Survived = !_lost,
        EndError = _end,
        Tail = _lost ? double.NaN : _tail / (task.EpisodeSteps - _tailFrom),
        AfterOneSecond = _afterOne,
        AfterTwoSeconds = _afterTwo,
    };

    private static MotionMaxima Now(in RewardCosts costs, ReadOnlySpan<float> state)
    {
        float x = state[StateRow.Attitude + 1], y = state[StateRow.Attitude + 2];
        double level = Math.Clamp(1 - (2 * ((x * x) + (y * y))), -1, 1);
        return new(
            Math.Sqrt(costs.Position),
            Math.Acos(level),
            Math.Sqrt(costs.Velocity),
            Math.Sqrt(costs.AngularVelocity),
            Math.Sqrt(costs.AngularAcceleration));
    }

    private static double Square(ReadOnlySpan<float> v) => (v[0] * v[0]) + (v[1] * v[1]) + (v[2] * v[2]);
}
