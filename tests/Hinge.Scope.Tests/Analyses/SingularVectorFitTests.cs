using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Scope.Analyses;

namespace Hinge.Scope.Tests.Analyses;

[NoLeak]
public class SingularVectorFitTests
{
    private const int Height = 40, Width = 48;

    public static TheoryData<double, double, double, double, double, double, double, double> Planted()
    {
        TheoryData<double, double, double, double, double, double, double, double> data = [];
        RandomStream stream = new RandomStream(5).Split("gabors");
        for (int i = 0; i < 24; i++)
        {
            double Between(double low, double high) => low + (high - low) * stream.NextDouble();
            data.Add(
                Between(12, 36), Between(12, 28), Between(1.5, 5), Between(1.5, 5), Between(0.05, 3.09),
                Between(0.08, 0.35), Between(-1, 1), Between(-1, 1));
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_Gabor_function_is_recovered(
        double x, double y, double along, double across, double angle, double frequency, double even, double odd)
    {
        double[] picture = Draw((dx, dy) =>
        {
            (double u, double v) = Turn(dx - x, dy - y, angle);
            double envelope = Math.Exp(-0.5 * (u * u / (along * along) + v * v / (across * across)));
            double phase = 2 * Math.PI * frequency * u;
            return envelope * (even * Math.Cos(phase) + odd * Math.Sin(phase));
        });
        SingularVectorFit fit = SingularVectorFit.Of(picture, 1, Height, Width);
        Assert.True(fit.Gabor.Determination > 1 - 1e-6, $"{fit.Gabor}");
        Assert.Equal(x, fit.Gabor.X, 1e-2);
        Assert.Equal(y, fit.Gabor.Y, 1e-2);
        double turn = Math.Abs(fit.Gabor.Angle - angle);
        // Half a wave under the envelope looks the same from more than one angle.
        if (frequency * along > 0.4)
        {
            Assert.Equal(0, Math.Min(turn, Math.PI - turn), 1e-2);
            Assert.Equal(frequency, fit.Gabor.Frequency, 1e-2);
            Assert.Equal(along, fit.Gabor.SigmaAlong, 5e-2);
            Assert.Equal(across, fit.Gabor.SigmaAcross, 5e-2);
            Assert.Equal(even, fit.Gabor.Even, 5e-2);
            Assert.Equal(odd, turn > Math.PI / 2 ? -fit.Gabor.Odd : fit.Gabor.Odd, 5e-2);
        }
    }

    [Fact]
    public void Each_form_describes_itself_best()
    {
        double[] hat = Draw((dx, dy) =>
        {
            (double u, double v) = Turn(dx - 20, dy - 18, 0.7);
            double q = 0.5 * (u * u / 9 + v * v / 4);
            return (1 - q) * Math.Exp(-q);
        });
        SingularVectorFit ofHat = SingularVectorFit.Of(hat, 1, Height, Width);
        Assert.True(ofHat.MexicanHat.Determination > 1 - 1e-9);
        Assert.Equal(0.7, ofHat.MexicanHat.Angle, 1e-4);
        Assert.Equal(3, ofHat.MexicanHat.SigmaAlong, 1e-3);
        Assert.True(ofHat.Gaussian.Determination < 0.9);

        double[] bell = Draw((dx, dy) => -2 * Math.Exp(-((dx - 30) * (dx - 30) + (dy - 8) * (dy - 8)) / 18));
        SingularVectorFit ofBell = SingularVectorFit.Of(bell, 1, Height, Width);
        Assert.True(ofBell.Gaussian.Determination > 1 - 1e-9);
        Assert.Equal(-2, ofBell.Gaussian.Even, 1e-4);
        Assert.True(ofBell.MexicanHat.Determination < 0.95);
        Assert.True(ofBell.Gabor.Determination > 1 - 1e-6, "a Gabor function of frequency 0 is a Gaussian");
    }

    [Fact]
    public void Noise_is_no_wavelet()
    {
        double[] noise = new double[Height * Width];
        new RandomStream(9).FillGaussian(noise);
        SingularVectorFit fit = SingularVectorFit.Of(noise, 1, Height, Width);
        Assert.InRange(fit.Gabor.Determination, 0, 0.15);
        Assert.InRange(fit.Area, 0.4, 0.55);
    }

    [Fact]
    public void Area_and_spectrum_are_those_of_simple_pictures()
    {
        SingularVectorFit flat = SingularVectorFit.Of(Draw((_, _) => 1), 1, Height, Width);
        Assert.Equal(0.9, flat.Area, 1e-3);
        Assert.Equal(0, flat.Frequency, 1e-6);
        SingularVectorFit wave = SingularVectorFit.Of(
            Draw((x, y) => Math.Cos(2 * Math.PI * (6 * x / Width - 5 * y / Height))), 1, Height, Width);
        Assert.Equal(Math.Sqrt(2) / 8, wave.Frequency, 1e-9);
        Assert.Equal(0.75 * Math.PI, wave.Orientation, 1e-9);
        double[] nothing = new double[Height * Width];
        Assert.Equal(0, SingularVectorFit.Of(nothing, 1, Height, Width).Gabor.Determination);
    }

    [Fact]
    public void Of_several_channels_the_strongest_counts()
    {
        double[] bell = Draw((x, y) => Math.Exp(-((x - 30) * (x - 30) + (y - 8) * (y - 8)) / 18));
        double[] two = [.. bell.Select((_, i) => i % 7 == 0 ? 0.01 : 0), .. bell];
        Assert.Equal(SingularVectorFit.Of(bell, 1, Height, Width), SingularVectorFit.Of(two, 2, Height, Width));
        Assert.Throws<InputException>(() => SingularVectorFit.Of(bell, 2, Height, Width));
    }

    private static double[] Draw(Func<double, double, double> value) =>
        [.. Enumerable.Range(0, Height * Width).Select(i => value(i % Width, i / Width))];

    private static (double Along, double Across) Turn(double dx, double dy, double angle) =>
        (Math.Cos(angle) * dx + Math.Sin(angle) * dy, Math.Cos(angle) * dy - Math.Sin(angle) * dx);
}
