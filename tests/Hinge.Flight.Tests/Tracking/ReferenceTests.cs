using CsCheck;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tracking;

namespace Hinge.Flight.Tests.Tracking;

public class ReferenceTests
{
    private static readonly Gen<IReference> s_curves = Gen.OneOf<IReference>(
        Gen.Select(
            Gen.Double[1, 20], Gen.Double[0.1, 3], (period, scale) => (IReference)new FigureEight(period, scale)),
        Gen.Select(Gen.Double[-2, 2], Gen.Double[-2, 2], Gen.Double[-2, 2], Gen.Int[0, 4], Gen.Int[0, 4],
            Gen.Double[1, 20], (x, y, z, a, b, period) => (IReference)new Lissajous(new(x, y, z), (a, b, 1), period)));

    [Fact]
    public void Velocity_is_the_derivative_of_position_and_acceleration_that_of_velocity() =>
        Gen.Select(s_curves, Gen.Double[0.01, 30]).Sample((curve, time) =>
        {
            const double h = 1e-5;
            // At the end of the ramp the acceleration jumps.
            if (Math.Abs(time - Lissajous.StandardRamp) < 2 * h)
                return;
            Vector3D slope = 1 / (2 * h) * (curve.PositionAt(time + h) - curve.PositionAt(time - h));
            Vector3D bend = 1 / (2 * h) * (curve.VelocityAt(time + h) - curve.VelocityAt(time - h));
            Assert.InRange((curve.VelocityAt(time) - slope).Length, 0, 1e-5);
            Assert.InRange((curve.AccelerationAt(time)!.Value - bend).Length, 0, 1e-4);
        });

    [Fact]
    public void Curves_begin_at_rest_at_the_origin() => s_curves.Sample(curve =>
        Assert.Equal((default, default), (curve.PositionAt(0), curve.VelocityAt(0))));

    [Fact]
    public void The_figure_eight_is_that_of_the_specification() =>
        Gen.Select(Gen.Double[1, 20], Gen.Double[0.1, 3], Gen.Double[0, 30]).Sample((period, scale, time) =>
        {
            double sigma = time < 2 ? time * time / 4 / period : (time - 1) / period;
            double rate = Math.Min(time / 2, 1) / period, phi = (2 * Math.PI * sigma) + (Math.PI / 2);
            FigureEight eight = new(period, scale);
            Vector3D place = new(scale * Math.Cos(phi), scale / 2 * Math.Sin(2 * phi), 0);
            double swept = 2 * Math.PI * scale * rate;
            Vector3D speed = new(-swept * Math.Sin(phi), swept * Math.Cos(2 * phi), 0);
            Assert.InRange((eight.PositionAt(time) - place).Length, 0, 1e-10);
            Assert.InRange((eight.VelocityAt(time) - speed).Length, 0, 1e-10);
        });

    [Fact]
    public void The_preset_swings_twice_along_x_and_once_along_y_in_six_and_a_half_seconds()
    {
        Lissajous curve = Lissajous.RlTools();
        Vector3D[] round = [.. Enumerable.Range(0, 6500).Select(i => curve.PositionAt(2 + (i / 1000.0)))];
        double[] x = [.. round.Select(p => p.X)], y = [.. round.Select(p => p.Y)];
        Assert.Equal((0.5, 1.0), (Math.Round(x.Max(), 5), Math.Round(y.Max(), 5)));
        static int Signs(double[] values) => values.Zip(values[1..]).Count(pair => pair.First * pair.Second < 0);
        Assert.Equal((4, 2), (Signs(x), Signs(y)));
        Assert.Equal("lissajous 0.5 x 1 x 0 m, 6.5 s", curve.Name);
        Assert.Equal("figure-eight 1 m, 5.5 s", new FigureEight().Name);
    }

    [Fact]
    public void A_step_waits_for_its_time()
    {
        PositionStep step = new(new(0.5, 0, 0));
        Assert.Equal((default, new Vector3D(0.5, 0, 0)), (step.PositionAt(1.999), step.PositionAt(2)));
        Assert.Equal(default, step.VelocityAt(2));
        Assert.Null(((IReference)step).AccelerationAt(1));
        Assert.Null(ReferenceDemand.Of(step, Drone.Crazyflie, 30));
    }

    [Fact]
    public void What_no_drone_can_follow_is_told()
    {
        // In a circle of radius A at rate w the demand is A w²; here once a second on a metre, 39.5 m/s².
        Assert.Null(ReferenceDemand.Warning(new FigureEight(), Drone.Crazyflie, 30));
        Lissajous swing = new(new(1, 0, 0), (1, 1, 1), 1);
        ReferenceDemand demand = ReferenceDemand.Of(swing, Drone.Crazyflie, 30)!;
        double most = 4 * Math.PI * Math.PI;
        Assert.Equal(most, demand.Acceleration, most * 1e-3);
        Assert.Equal(Math.Sqrt(1 + (most * most / 9.81 / 9.81)), demand.ThrustToWeight, 1e-2);
        string warning = ReferenceDemand.Warning(swing, Drone.Crazyflie, 30)!;
        Assert.Contains("faster than the drone can accelerate: 39.5 m/s²", warning, StringComparison.Ordinal);
        Assert.Contains("crazyflie has 2.25", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Curves_refuse_numbers_that_make_no_curve()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FigureEight(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FigureEight(5, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lissajous(default, (1, 1, 1), 5, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PositionStep(default));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PositionStep(new(1, 0, 0), 0));
    }
}
