using CsCheck;
using Hinge.Plots.Charts;
using ScottPlot;

namespace Hinge.Plots.Tests.Charts;

public class TicksTests
{
    [Theory]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(-1, 1, 4, "−1 −0.5 0 0.5 1")]
    [InlineData(0, 120000, 3, "0 50000 10⁵")]
    [InlineData(-2e-4, 2e-4, 4, "−2×10⁻⁴ −10⁻⁴ 0 10⁻⁴ 2×10⁻⁴")]
    public void Linear_ticks_are_round_numbers(double low, double high, double labels, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Linear(low, high, labels).Select(t => t.Label)));

    [Theory]
    [InlineData(0, 3, 5, "1 10 100 1000")]
    [InlineData(-9, -3, 6, "10⁻⁹ 10⁻⁸ 10⁻⁷ 10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³")]
    [InlineData(-12, 0, 4, "10⁻¹² 10⁻⁹ 10⁻⁶ 10⁻³ 1")]
    [InlineData(-0.1, 1.1, 5, "1 2 5 10")]
    [InlineData(-5.1, -3.9, 5, "10⁻⁵ 2×10⁻⁵ 5×10⁻⁵ 10⁻⁴")]
    public void Logarithmic_ticks_are_decades(double low, double high, double labels, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Logarithmic(low, high, labels)
            .Where(t => t.IsMajor).Select(t => t.Label)));

    [Fact]
    public void Ticks_lie_inside_in_order_and_are_few() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[1e-6, 1e6], Gen.Int[2, 12]).Sample((low, span, labels) =>
        {
            Tick[] ticks = Ticks.Linear(low, low + span, labels);
            Assert.InRange(ticks.Length, 1, Math.Max(labels, 2.5) + 2);
            Assert.Equal(ticks.OrderBy(t => t.Position).Select(t => t.Label), ticks.Select(t => t.Label));
            double slack = 1e-6 * (Math.Abs(low) + span);
            Assert.All(ticks, t => Assert.InRange(t.Position, low - slack, low + span + slack));
        });

    [Theory]
    [InlineData(0.12345, "0.123")]
    [InlineData(98.76, "98.8")]
    [InlineData(-4.6e-7, "−4.6×10⁻⁷")]
    [InlineData(1106944, "1.11×10⁶")]
    [InlineData(0.0, "0")]
    [InlineData(double.NegativeInfinity, "−Infinity")]
    public void Numbers_are_short(double value, string expected) => Assert.Equal(expected, Ticks.Short(value));
}
