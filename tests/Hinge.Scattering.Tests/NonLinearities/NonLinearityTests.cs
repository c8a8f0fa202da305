using System.Numerics;
using Hinge.Core.Randomness;
using Hinge.Scattering.NonLinearities;

namespace Hinge.Scattering.Tests.NonLinearities;

public class NonLinearityTests
{
    public static TheoryData<string> Names => [.. NonLinearity.BuiltIn.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_constant_is_held_and_reached(string name)
    {
        NonLinearity function = NonLinearity.Parse(name);
        Assert.Equal(Complex.Zero, function.Apply(Complex.Zero));
        RandomStream random = new(1);
        double most = 0;
        for (int i = 0; i < 20_000; i++)
        {
            double size = Math.Pow(10, 3 - (6 * random.NextDouble()));
            Complex a = new(size * random.NextGaussian(), size * random.NextGaussian());
            Complex b = new(size * random.NextGaussian(), size * random.NextGaussian());
            if (i % 3 == 0)
                b = a + (b * 1e-3);
            most = Math.Max(most, (function.Apply(a) - function.Apply(b)).Magnitude / (a - b).Magnitude);
        }
        Assert.InRange(most, 0.99 * function.Lipschitz, function.Lipschitz * (1 + 1e-9));
        Assert.True(function.PaperLipschitz >= function.Lipschitz);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_cotangent_is_the_adjoint_of_the_tangent(string name)
    {
        NonLinearity function = NonLinearity.Parse(name);
        Complex z = new(0.3, -0.7), v = new(1.1, 0.4), w = new(-0.2, 0.9);
        Complex left = function.Tangent(z, v), right = function.Cotangent(z, w);
        Assert.Equal(
            (left.Real * w.Real) + (left.Imaginary * w.Imaginary),
            (v.Real * right.Real) + (v.Imaginary * right.Imaginary), 1e-15);
        Complex difference = (function.Apply(z + (1e-6 * v)) - function.Apply(z - (1e-6 * v))) / 2e-6;
        Assert.True((difference - left).Magnitude < 1e-9);
    }

    [Fact]
    public void A_square_that_claims_one_is_refused_with_the_pair()
    {
        NetworkException refusal = Assert.Throws<NetworkException>(() => NonLinearity.Of("square", x => x * x, 1));
        Assert.Matches(@"^square: \|M\(\S+\) - M\(\S+\)\| / \|a - b\| = \S+; declared L = 1$", refusal.Message);
    }

    [Fact]
    public void A_tanh_that_claims_a_half_is_refused_and_one_is_taken()
    {
        Assert.Throws<NetworkException>(() => NonLinearity.Of("half", Math.Tanh, 0.5));
        NonLinearity own = NonLinearity.Of("own", Math.Tanh, 1);
        Assert.Equal(NonLinearity.Tanh.Apply(new(0.4, -2)), own.Apply(new(0.4, -2)));
        Assert.Equal(1 - Math.Pow(Math.Tanh(0.4), 2), own.Tangent(0.4, 1).Real, 1e-9);
    }

    [Fact]
    public void Something_at_zero_is_refused()
    {
        NetworkException refusal = Assert.Throws<NetworkException>(() =>
            NonLinearity.Of("sigmoid", x => 1 / (1 + Math.Exp(-x)), 1));
        Assert.Equal("sigmoid: M(0) = 0.5; expected exactly 0", refusal.Message);
        Assert.Throws<NetworkException>(() => NonLinearity.Of("none", x => x, double.NaN));
        Assert.Contains("'relu'", Assert.Throws<NetworkException>(() => NonLinearity.Parse("rleu")).Message,
            StringComparison.Ordinal);
    }
}
