using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// Zero-anchored secants (h(z) − h(0))/z, in double precision, in forms that lose no digits near zero or far from it.
/// Every function takes z as Float64 and returns Float64.
/// </summary>
internal static class Secants
{
    /// <summary>tanh(z/2)/(2z); ¼ at 0.</summary>
    public static Tensor Sigmoid(Tensor z) => Quotient((z / 2).tanh(), 2 * z, z, 0.25);

    /// <summary>tanh(z)/z; 1 at 0.</summary>
    public static Tensor Tanh(Tensor z) => Quotient(z.tanh(), z, z, 1);

    /// <summary>Φ(z) = ½ erfc(−z/√2), or the logistic form of the tanh approximation.</summary>
    public static Tensor Gelu(GELU module, Tensor z) => module.approximate == GELU.Approximate.tanh
        ? (2 * Math.Sqrt(2 / Math.PI) * (z + 0.044715 * z.pow(3))).sigmoid()
        : 0.5 * special.erfc(-z / Math.Sqrt(2));

    /// <summary>σ(z).</summary>
    public static Tensor Silu(Tensor z) => z.sigmoid();

    /// <summary>scale above zero; scale · α expm1(z/width)/z below, with its limit from below at 0.</summary>
    public static Tensor Exponential(Tensor z, double scale, double alpha, double width)
    {
        Tensor below = Quotient(scale * alpha * (z / width).expm1(), z, z, scale * alpha / width);
        return where(z > 0, full([1], scale, dtype: ScalarType.Float64), below);
    }

    /// <summary>
    /// (log(1 + e^βz)/β − ln2/β)/z = log1p(expm1(βz)/2)/(βz); ½ at 0; libtorch's ray above its threshold.
    /// </summary>
    public static Tensor Softplus(Softplus module, Tensor z)
    {
        Tensor t = module.beta * z;
        // log((1 + e^t)/2) = t + log((1 + e^−t)/2): the second form keeps e^t from overflowing.
        Tensor folded = -t.abs();
        Tensor log = (folded.expm1() / 2).log1p() + t.clamp(min: 0);
        Tensor smooth = Quotient(log, t, t, 0.5);
        Tensor ray = (t - Math.Log(2)) / t;
        return where(t > module.threshold, ray, smooth);
    }

    /// <summary>tanh(log(1 + e^z)).</summary>
    public static Tensor Mish(Tensor z) => ((-z.abs()).exp().log1p() + z.clamp(min: 0)).tanh();

    /// <summary>min(max(z + 3, 0), 6)/6.</summary>
    public static Tensor Hardswish(Tensor z) => (z + 3).clamp(0, 6) / 6;

    /// <summary>1/(1 + |z|).</summary>
    public static Tensor Softsign(Tensor z) => 1 / (1 + z.abs());

    /// <summary>expm1(z)/z; 1 at 0.</summary>
    public static Tensor Exp(Tensor z) => Quotient(z.expm1(), z, z, 1);

    private static Tensor Quotient(Tensor above, Tensor below, Tensor z, double atZero) =>
        where(z == 0, full([1], atZero, dtype: ScalarType.Float64), above / below);
}
