using Hinge.Scattering.Certificates;

namespace Hinge.Scattering.Tests.Certificates;

public class DeformationTests
{
    [Fact]
    public void The_tight_form_is_below_that_of_the_paper_and_ends_at_one()
    {
        for (double a = 0; a <= 0.5; a += 0.05)
        {
            double tight = Deformation.BandLimited(3, 0.01, 0.02, a, 2)!.Value;
            double paper = Deformation.BandLimitedPaper(3, 0.01, 0.02, a, 2)!.Value;
            Assert.True(tight <= paper * (1 + 1e-15));
        }
        Assert.Equal(2 * Math.PI * 3 * 0.01, Deformation.BandLimited(3, 0.01, 0, 0, 1)!.Value, 1e-15);
        Assert.Null(Deformation.BandLimitedPaper(3, 0.01, 0, 0.6, 1));
        Assert.NotNull(Deformation.BandLimited(3, 0.01, 0, 0.99, 1));
        Assert.Null(Deformation.BandLimited(3, 0.01, 0, 1, 1));
        Assert.Null(Deformation.BandLimited(3, 0.01, 0, double.NaN, 1));
    }

    [Fact]
    public void A_jump_beside_a_sample_breaks_the_published_form_but_not_the_counted_one()
    {
        const int Samples = 512;
        double shift = 0.005 / Samples;
        // One sample flips: the change is the height of the jump.
        double counted = Deformation.Cartoon(0, 1, Samples, Deformation.NearTwoJumps(Samples, shift), shift);
        double published = 4 * Math.Sqrt(Samples) * Math.Sqrt(shift);
        Assert.Equal(0.283, published, 1e-3);
        Assert.True(published < 1 && counted >= 1);
        Assert.Null(Deformation.CartoonPublished(1, Samples, shift));
        for (double scaled = 2.0 / 9; scaled < Samples; scaled *= 1.1)
        {
            double least = Deformation.CartoonPublished(1, Samples, (scaled + 1e-12) / Samples)!.Value;
            // The constants of the form: both parts are bounded by K.
            Assert.True(
                Deformation.Cartoon(0, 1, Samples, Deformation.NearTwoJumps(Samples, scaled / Samples), 0) <= least);
        }
    }

    [Theory]
    [InlineData(true, 0.5)]
    [InlineData(false, 1)]
    public void Jumps_change_with_the_root_of_the_shift_and_slopes_with_the_shift(bool jump, double exponent)
    {
        GridSize grid = new(4096);
        double Signal(double y, double x)
        {
            double distance = TestSignal.Distance(0, x, 0, 0.5);
            return jump ? (distance < 0.2003 ? 1 : 0) : Math.Max(0, 1 - (distance / 0.2));
        }
        List<double> shifts = [], changes = [];
        for (double shift = 0.002; shift < 0.05; shift *= 1.5)
        {
            double[] still = TestSignal.Sample(grid, Signal, null, 1);
            double[] moved = TestSignal.Sample(grid, Signal, new(0, shift, 0, 0, 0, 0), 1);
            shifts.Add(Math.Log(shift));
            changes.Add(Math.Log(Probe.Norm(still, moved)));
        }
        double meanX = shifts.Average(), meanY = changes.Average();
        double slope = shifts.Zip(changes, (x, y) => (x - meanX) * (y - meanY)).Sum()
            / shifts.Sum(x => (x - meanX) * (x - meanX));
        Assert.Equal(exponent, slope, 0.05);
    }
}
