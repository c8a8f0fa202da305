using CsCheck;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tracking;

namespace Hinge.Flight.Tests.Tracking;

public class ResponseTests
{
    private const double Step = 0.01;

    [Fact]
    public void The_lag_of_a_shifted_signal_is_the_shift() =>
        Gen.Select(Gen.Double[3, 12], Gen.Double[-0.9, 1.4]).Sample((period, shift) =>
        {
            FigureEight eight = new(period);
            Vector3D[] path = [.. Enumerable.Range(0, 2600).Select(i => eight.PositionAt(4 + (i * Step) - shift))];
            Assert.Equal(shift, TimeLag.Of(path, 4, Step, eight)!.Value, 2e-3);
        }, iter: 20);

    [Fact]
    public void The_lag_does_not_depend_on_size_and_place()
    {
        FigureEight eight = new();
        Vector3D place = new(1, 2, 3);
        Vector3D[] path =
            [.. Enumerable.Range(0, 2600).Select(i => place + (0.3 * eight.PositionAt(3.8 + (i * Step))))];
        Assert.Equal(0.2, TimeLag.Of(path, 4, Step, eight)!.Value, 1e-3);
    }

    [Fact]
    public void Short_steps_give_the_same_lag()
    {
        FigureEight eight = new();
        Vector3D[] path = [.. Enumerable.Range(0, 26_000).Select(i => eight.PositionAt(3.877 + (i * 1e-3)))];
        Assert.Equal(0.123, TimeLag.Of(path, 4, 1e-3, eight)!.Value, 1e-3);
    }

    [Fact]
    public void What_rests_has_no_lag()
    {
        PositionStep step = new(new(1, 0, 0), 0.5);
        Vector3D[] path = [.. Enumerable.Range(0, 500).Select(i => new Vector3D(Math.Sin(i), 0, 0))];
        Assert.Null(TimeLag.Of(path, 4, Step, step));
        Assert.Null(TimeLag.Of(new Vector3D[500], 4, Step, new FigureEight()));
        Assert.Null(TimeLag.Of([], 4, Step, new FigureEight()));
    }

    /// <summary>
    /// 1 - e^(-ζωt) (cos ω_d t + ζω/ω_d sin ω_d t): overshoot e^(-πζ/√(1-ζ²)); the band is left for the last time near
    /// ln(0.5 / (0.05 √(1-ζ²))) / (ζω) for a step of 0.5 m.
    /// </summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    public void An_analytic_second_order_signal_has_its_figures(double damping)
    {
        const double rate = 3, size = 0.5, start = 2;
        double swing = rate * Math.Sqrt(1 - (damping * damping));
        double Signal(double t) => t < 0 ? 0 : 1 - (Math.Exp(-damping * rate * t)
            * (Math.Cos(swing * t) + (damping * rate / swing * Math.Sin(swing * t))));
        double[] times = [.. Enumerable.Range(0, 3001).Select(i => i * Step)];
        double[] way = [.. times.Select(t => Signal(t - start))];
        StepResponse response = StepResponse.Of(times, way, [.. way.Select(w => size * Math.Abs(1 - w))], start);

        double overshoot = Math.Exp(-Math.PI * damping / Math.Sqrt(1 - (damping * damping)));
        Assert.Equal(overshoot, response.Overshoot, 1e-3);
        Assert.Equal(Root(Signal, 0.9) - Root(Signal, 0.1), response.Rise!.Value, 1e-3);
        double settled = Enumerable.Range(0, 280_000).Select(i => i * 1e-4)
            .Last(t => size * Math.Abs(1 - Signal(t)) > 0.05);
        Assert.InRange(response.Settling!.Value, settled, settled + Step + 1e-3);
        double envelope = Math.Log(size / (0.05 * Math.Sqrt(1 - (damping * damping)))) / (damping * rate);
        Assert.InRange(response.Settling.Value, 0.3 * envelope, envelope + Step);
        Assert.InRange(response.SteadyError!.Value, 0, 1e-9);
    }

    [Fact]
    public void What_never_arrives_has_no_rise_and_no_settling()
    {
        double[] times = [.. Enumerable.Range(0, 1001).Select(i => i * Step)];
        StepResponse half = StepResponse.Of(
            times, [.. times.Select(t => t < 2 ? 0 : 0.5)], [.. times.Select(_ => 0.25)], 2);
        Assert.Equal((null, 0, null), (half.Rise, half.Overshoot, half.Settling));
        Assert.Equal(0.25, half.SteadyError!.Value, 1e-12);
        Assert.Equal(new(null, 0, null, null), StepResponse.Of([0, 1], [0, 0], [1, 1], 2));
    }

    // The first time at which a rising signal has a level, by halving on the way to its first maximum.
    private static double Root(Func<double, double> signal, double level)
    {
        double high = 0;
        while (signal(high) < level)
            high += 1e-3;
        double low = high - 1e-3;
        for (int i = 0; i < 50; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = signal(middle) < level ? (middle, high) : (low, middle);
        }
        return low;
    }
}
