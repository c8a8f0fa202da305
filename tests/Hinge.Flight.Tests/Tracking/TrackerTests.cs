using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;
using Hinge.Flight.Tasks;
using Hinge.Flight.Tracking;
using Hinge.Testing.Samples;

namespace Hinge.Flight.Tests.Tracking;

public class TrackerTests
{
    private static readonly Policy s_law = RawPolicy.Parse(HoverLaw.ToBytes(2), "law.bin");

    private static readonly Drone s_nimble = Drone.Crazyflie with
    {
        Name = "nimble",
        Rotors = [.. Drone.Crazyflie.Rotors.Select(rotor => rotor with { Rising = 0.02, Falling = 0.02 })],
    };

    [Fact]
    public void A_reference_at_rest_at_the_origin_gives_the_hover_run()
    {
        HoverTask still = new()
        {
            History = s_law.History,
            EpisodeSteps = 1000,
            Start = new() { Guidance = 1, Position = 0, Velocity = 0, AngularVelocity = 0 },
            Disturbance = new() { ForcePerWeight = 0, TorqueLever = 0 },
            ObservationNoise = new() { Position = 0, Rotation = 0, Velocity = 0, AngularVelocity = 0 },
        };
        HoverEpisode episode = new(s_nimble, still, seed: 1);
        float[] observation = new float[s_law.Inputs], action = new float[Drone.RotorCount];
        TrackingMetrics run = Fly(new Lissajous(default, (1, 1, 1), 5), seconds: 5);

        Assert.Equal(501, run.Trace.Points.Count);
        foreach (TracePoint point in run.Trace.Points.SkipLast(1))
        {
            Assert.Equal(episode.State.ToArray(), point.State);
            episode.Observe(observation);
            s_law.Act(observation, action);
            Assert.Equal(action, point.Action);
            episode.Step(action);
        }
        Assert.Null(run.Lag);
        Assert.InRange(run.Rmse!.Value, 0, 0.01);
    }

    [Fact]
    public void A_law_of_control_follows_the_figure_eight_and_comes_late()
    {
        TrackingMetrics run = Fly(new FigureEight());
        Assert.False(run.IsLost);
        Assert.Equal(30, run.Seconds, 1e-9);
        Assert.InRange(run.Rmse!.Value, 0.02, 0.3);
        Assert.InRange(run.Maximum!.Value, run.Rmse.Value, 0.6);
        Assert.InRange(run.Lag!.Value, 0.01, 0.3);
        Assert.InRange(run.PeakSpeed, 1, 3);
        Vector3D axis = run.RmseByAxis!.Value;
        Assert.Equal(run.Rmse.Value, axis.Length, 1e-12);
        // Slower is easier.
        Assert.True(Fly(new FigureEight(period: 11)).Rmse < run.Rmse / 2);
    }

    [Fact]
    public void The_policy_sees_the_clamped_difference_to_the_reference()
    {
        List<float[]> seen = [];
        Lissajous reference = new(new(3, -2, 0), (1, 1, 1), 6, ramp: 0);
        TrackingMetrics run = Fly(
            (observation, action) =>
            {
                seen.Add(observation.ToArray());
                action.Fill(0.334f);
            },
            history: 1, reference, seconds: 0.8);
        Assert.Equal(run.Trace.Points.Count - 1, seen.Count);
        Assert.Contains(seen, observation => observation[0] == -0.6f && observation[1] == 0.6f);
        Assert.Contains(seen, observation => observation[12] == -2f && observation[13] == 2f);
        for (int i = 0; i < seen.Count; i++)
        {
            TracePoint point = run.Trace.Points[i];
            Vector3D difference = point.Velocity - point.ReferenceVelocity;
            Assert.Equal((float)Math.Clamp(point.Error.X, -0.6, 0.6), seen[i][0]);
            Assert.Equal((float)Math.Clamp(difference.Y, -2, 2), seen[i][13]);
            Assert.Equal(i == 0 ? 0 : 0.334f, seen[i][18]);
        }
    }

    [Fact]
    public void Who_leaves_is_lost_beyond_five_metres_and_nobody_before()
    {
        TrackingMetrics run = Fly(
            (_, action) => action.Fill(-1), history: 0, new FigureEight(), seconds: 10);
        Assert.True(run.IsLost);
        Assert.Equal(run.LostAt, run.Seconds);
        Assert.True(run.Trace.Points[^1].Error.Length > 5 && run.Trace.Points[^2].Error.Length <= 5);
        Assert.Null(run.Rmse);
        Assert.Empty(run.Trace.Points[^1].Action);
    }

    [Fact]
    public void A_state_that_is_no_number_is_lost()
    {
        TrackingMetrics run = Fly(
            (_, action) => action.Fill(float.NaN), history: 0, new FigureEight(), seconds: 1);
        Assert.True(run.IsLost);
    }

    [Fact]
    public void A_step_is_answered()
    {
        TrackingMetrics run = Fly(new PositionStep(new(0.5, 0, 0)), seconds: 10);
        Assert.InRange(run.Step!.Rise!.Value, 0.1, 1.5);
        Assert.InRange(run.Step.Overshoot, 0, 0.4);
        Assert.InRange(run.Step.Settling!.Value, run.Step.Rise.Value, 4);
        Assert.InRange(run.Step.SteadyError!.Value, 0, 0.01);
    }

    [Fact]
    public void A_flight_begins_where_its_reference_does()
    {
        SampledReference away = SampledReference.Parse("0,7,8,9\n5,7,8,9\n"u8, "away.csv");
        TrackingMetrics run = Fly(away, seconds: 5);
        Assert.Equal(new Vector3D(7, 8, 9), run.Trace.Points[0].Position);
        Assert.InRange(run.Rmse!.Value, 0, 0.01);
    }

    [Fact]
    public void The_table_has_a_row_for_every_moment()
    {
        TrackingMetrics run = Fly(new FigureEight(), seconds: 1);
        string[][] rows = [.. run.Trace.ToCsv().TrimEnd('\n').Split('\n').Select(row => row.Split(','))];
        Assert.Equal(102, rows.Length);
        Assert.All(rows, row => Assert.Equal(28, row.Length));
        Assert.Equal(["0", "0", "0", "0", "1"], rows[1][..5]);
        Assert.Equal("0.01", rows[2][0]);
        Assert.Equal("", rows[^1][18]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(3601)]
    public void Flights_have_a_length(double seconds) => Assert.Throws<ArgumentOutOfRangeException>(
        () => Fly(new FigureEight(), seconds));

    private static TrackingMetrics Fly(IReference reference, double seconds = 30) =>
        Tracker.Run(s_law, s_nimble, reference, seconds, TestContext.Current.CancellationToken);

    private static TrackingMetrics Fly(Controller controller, int history, IReference reference, double seconds) =>
        Tracker.Fly(
            controller, history, 0.01, Drone.Crazyflie, reference, seconds, TestContext.Current.CancellationToken);
}
