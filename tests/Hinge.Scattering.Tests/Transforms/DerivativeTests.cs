using Hinge.Scattering.Networks;
using Hinge.Scattering.Presets;
using Hinge.Scattering.Transforms;

namespace Hinge.Scattering.Tests.Transforms;

public class DerivativeTests
{
    public static TheoryData<string> Names => ["plain", "average", "max", "complex", "line", "padded", "kymatio"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_adjoint_is_the_adjoint(string name)
    {
        ScatteringDerivative derivative = new(Of(name));
        double[] signal = TestNetworks.Noise(derivative.InputLength, 1);
        double[] change = TestNetworks.Noise(derivative.InputLength, 2);
        double[] weights = TestNetworks.Noise(derivative.FeatureLength, 3);
        double[] forward = new double[derivative.FeatureLength], back = new double[derivative.InputLength];
        derivative.Jvp(signal, change, forward);
        derivative.Vjp(signal, weights, back);
        double left = Product(forward, weights), right = Product(change, back);
        double size = Math.Sqrt(Product(forward, forward) * Product(weights, weights));
        Assert.True(Math.Abs(left - right) <= 1e-12 * size, $"{left} {right}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Differences_tend_to_the_derivative(string name)
    {
        Network network = Of(name);
        ScatteringDerivative derivative = new(network);
        ScalarTransform transform = new(network);
        double[] signal = TestNetworks.Noise(derivative.InputLength, 4);
        double[] change = TestNetworks.Noise(derivative.InputLength, 5);
        double[] slope = new double[derivative.FeatureLength];
        derivative.Jvp(signal, change, slope);
        const double Step = 1e-6;
        double[] up = new double[slope.Length], down = new double[slope.Length];
        transform.Transform([.. signal.Zip(change, (f, v) => f + (Step * v))], 1, up);
        transform.Transform([.. signal.Zip(change, (f, v) => f - (Step * v))], 1, down);
        double[] error = [.. up.Zip(down, (a, b) => (a - b) / (2 * Step)).Zip(slope, (a, b) => a - b)];
        // Where two samples nearly tie, or a part is nearly 0, a step may cross the kink: smooth cases are tight.
        Assert.True(
            Math.Sqrt(Product(error, error))
                <= (name is "max" or "complex" ? 1e-3 : 1e-6) * Math.Sqrt(Product(slope, slope)),
            $"{Math.Sqrt(Product(error, error) / Product(slope, slope))}");
    }

    [Fact]
    public void At_zero_the_modulus_has_no_slope()
    {
        ScatteringDerivative derivative = new(TestNetworks.Deep("haar:J=1", "8x8", 1));
        double[] result = new double[derivative.FeatureLength], back = new double[64];
        derivative.Jvp(new double[64], TestNetworks.Noise(64, 1), result);
        Assert.All(result.Skip(64), value => Assert.Equal(0, value));
        derivative.Vjp(new double[64], TestNetworks.Noise(result.Length, 1), back);
        Assert.All(back, value => Assert.True(double.IsFinite(value)));
    }

    private static Network Of(string name) => name switch
    {
        "plain" => TestNetworks.Deep("wavelets:J=2,L=2", "12x10"),
        "average" => TestNetworks.Deep("rbio2.2:J=1", "12x8", 2, "tanh", "average:2"),
        "max" => TestNetworks.Deep("gabor:K=3", "16x16", 2, "modulus", "max:2"),
        "complex" => TestNetworks.Deep("gabor:K=3", "11x9", 2, "relu", "none", new() { Input = InputKind.Complex }),
        "line" => TestNetworks.Deep("meyer:J=2", "64", 3, "modulus", "sub:2"),
        "padded" => TestNetworks.Deep("haar:J=1", "11x7", 2, "logistic", "sub:2", new()
        {
            Boundary = new(BoundaryKind.Reflect, new(11, 7), new(16, 12)),
        }),
        _ => Preset.Kymatio2D(new(16, 16), 2, 4),
    };

    private static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
