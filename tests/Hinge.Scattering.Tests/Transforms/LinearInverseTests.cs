using System.Numerics;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Transforms;

namespace Hinge.Scattering.Tests.Transforms;

public class LinearInverseTests
{
    [Theory]
    [InlineData("wavelets:J=3,L=4", "28x30")]
    [InlineData("shearlets:J=2", "31x31")]
    [InlineData("rbio2.2:J=3", "28x28")]
    [InlineData("random:K=6,size=5", "16x16")]
    [InlineData("meyer:J=4", "128")]
    public void A_signal_comes_back(string text, string size)
    {
        Frame frame = FrameText.Parse(text).Build(GridSize.Parse(size));
        LinearInverse inverse = new(frame);
        double[] noise = TestNetworks.Noise(2 * frame.Grid.Count, 1);
        Complex[] signal = new Complex[frame.Grid.Count];
        for (int i = 0; i < signal.Length; i++)
            signal[i] = new(noise[2 * i], noise[(2 * i) + 1]);
        Complex[] back = inverse.Synthesise(inverse.Analyse(signal));
        double error = Math.Sqrt(signal.Zip(back, (a, b) => Math.Pow(Complex.Abs(a - b), 2)).Sum());
        double norm = Math.Sqrt(signal.Sum(value => Math.Pow(Complex.Abs(value), 2)));
        Assert.True(error <= 1e-12 * inverse.Amplification * norm, $"{error / norm}");
        Assert.Equal(1 / Math.Sqrt(frame.Bounds(forRealSignals: false).Lower), inverse.Amplification);
    }

    [Fact]
    public void A_hole_is_refused_with_its_place()
    {
        TensorFrame frame = TensorFrame.Of("flat", 1, [0.5, 0.5], [0, 0]);
        FrameException refusal = Assert.Throws<FrameException>(() => new LinearInverse(frame.Build(new(16))));
        Assert.Equal("flat:J=1 on 16: A = 0 at k = -8: no inverse; use complete", refusal.Message);
        Assert.Throws<FrameException>(() => frame.Build(new(16)).Tight(forRealSignals: true));
        Assert.True(frame.Build(new(16)).Completed(forRealSignals: true).Bounds(false).IsParseval(1e-12));
    }
}
