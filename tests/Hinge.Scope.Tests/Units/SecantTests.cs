using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Units;

/// <summary>Secants to 4 ulp, against the same quotient in decimal arithmetic from power series.</summary>
[NoLeak]
public class SecantTests
{
    private static readonly double[] s_points =
        [-3, -1.5, -0.4, -0.03, -1e-3, -1e-5, -1e-9, 1e-9, 1e-5, 1e-3, 0.03, 0.4, 1.5, 3];

    public static TheoryData<string> Activations() => ["sigmoid", "tanh", "elu", "softplus", "silu", "exp"];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Secants_are_accurate_to_four_ulp(string activation)
    {
        using DisposeScope scope = NewDisposeScope();
        using Tensor z = tensor(s_points);
        double[] measured = Secant(activation, z).data<double>().ToArray();
        for (int i = 0; i < s_points.Length; i++)
        {
            decimal point = (decimal)s_points[i];
            double exact = (double)Exact(activation, point);
            double ulp = Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact);
            Assert.True(Math.Abs(measured[i] - exact) <= 4 * ulp, $"{activation}({point}): {measured[i]:r}, {exact:r}");
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Extreme_inputs_stay_finite(string activation)
    {
        using DisposeScope scope = NewDisposeScope();
        using Tensor z = tensor([0, 1e-30, -1e-30, 700.0, -700, -1e30, double.Epsilon]);
        Tensor secant = Secant(activation, z);
        Assert.True(secant.isfinite().all().ToBoolean(), secant.ToString(TorchSharp.TensorStringStyle.CSharp));
    }

    private static Tensor Secant(string activation, Tensor z)
    {
        switch (activation)
        {
            case "sigmoid":
                return Secants.Sigmoid(z);
            case "tanh":
                return Secants.Tanh(z);
            case "elu":
                return Secants.Exponential(z, 1, 0.5, 1);
            case "softplus":
                using (var unit = nn.Softplus())
                    return Secants.Softplus(unit, z);
            case "silu":
                return Secants.Silu(z);
            default:
                return Secants.Exp(z);
        }
    }

    private static decimal Exact(string activation, decimal z)
    {
        decimal e = Exp(z);
        return activation switch
        {
            "sigmoid" => (1 / (1 + 1 / e) - 0.5m) / z,
            "tanh" => (e - 1 / e) / (e + 1 / e) / z,
            "elu" => z > 0 ? 1 : 0.5m * Expm1(z) / z,
            "softplus" => Log1p(Expm1(z) / 2) / z,
            "silu" => 1 / (1 + 1 / e),
            _ => Expm1(z) / z,
        };
    }

    private static decimal Exp(decimal z) => 1 + Expm1(z);

    private static decimal Expm1(decimal z)
    {
        decimal sum = 0, term = 1;
        for (int n = 1; n < 80; n++)
        {
            term *= z / n;
            sum += term;
        }
        return sum;
    }

    // Newton's method on Expm1(y) = x.
    private static decimal Log1p(decimal x)
    {
        decimal y = (decimal)double.LogP1((double)x);
        for (int i = 0; i < 4; i++)
            y -= (Expm1(y) - x) / (1 + Expm1(y));
        return y;
    }
}
