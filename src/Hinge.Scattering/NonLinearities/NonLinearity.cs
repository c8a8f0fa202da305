using System.Globalization;
using System.Numerics;
using Hinge.Core;

namespace Hinge.Scattering.NonLinearities;

/// <summary>
/// A pointwise non-linearity M with M(0) = 0 and |M(a) - M(b)| ≤ L|a - b|. All but the modulus act on the real and the
/// imaginary part by themselves. Immutable.
/// </summary>
/// <remarks>
/// The derivative is linear over the real numbers only; its adjoint is for the inner product Re Σ conj(a) b.
/// </remarks>
public sealed class NonLinearity
{
    private readonly Func<double, double>? _part, _slope;

    private NonLinearity(
        string name, double tight, double? paper, Func<double, double>? part, Func<double, double>? slope)
    {
        (Name, Lipschitz, PaperLipschitz) = (name, tight, paper ?? tight);
        (_part, _slope) = (part, slope);
    }

    /// <summary>|z|. L = 1.</summary>
    public static NonLinearity Modulus { get; } = new("modulus", 1, 1, null, null);

    /// <summary>max(0, Re z) + i max(0, Im z). L = 1.</summary>
    public static NonLinearity Relu { get; } =
        new("relu", 1, 2, x => Math.Max(0, x), x => x > 0 ? 1 : 0);

    /// <summary>tanh Re z + i tanh Im z. L = 1.</summary>
    public static NonLinearity Tanh { get; } =
        new("tanh", 1, 2, Math.Tanh, x => 1 - (Math.Tanh(x) * Math.Tanh(x)));

    /// <summary>σ(Re z) - ½ + i(σ(Im z) - ½), which is ½ tanh(x/2) on each part. L = ¼.</summary>
    public static NonLinearity Logistic { get; } = new(
        "logistic", 0.25, 0.5, x => 0.5 * Math.Tanh(x / 2), x => 0.25 * (1 - (Math.Tanh(x / 2) * Math.Tanh(x / 2))));

    /// <summary>z itself, for analyses. L = 1.</summary>
    public static NonLinearity Identity { get; } = new("identity", 1, null, x => x, _ => 1);

    /// <summary>The built-in ones.</summary>
    public static IReadOnlyList<NonLinearity> BuiltIn { get; } = [Modulus, Relu, Tanh, Logistic, Identity];

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>L, the least constant (of a user's: the declared one).</summary>
    public double Lipschitz { get; }

    /// <summary>L as the paper has it.</summary>
    public double PaperLipschitz { get; }

    /// <summary>Whether the result is real whatever the input.</summary>
    public bool IsRealValued => _part is null;

    /// <summary>
    /// A user's function on the real line, taken on both parts. Before it is used, 10⁶ pairs are tried against the
    /// declared constant.
    /// </summary>
    /// <param name="name">What to call it.</param>
    /// <param name="function">A pure function with f(0) = 0.</param>
    /// <param name="lipschitz">L, finite and not negative.</param>
    /// <param name="slope">Its derivative, for <see cref="Tangent"/>; null to take differences.</param>
    /// <exception cref="NetworkException">f(0) is not 0, or a pair exceeds L: the message has the pair.</exception>
    public static NonLinearity Of(
        string name, Func<double, double> function, double lipschitz, Func<double, double>? slope = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        LipschitzCheck.Hold(name, function, lipschitz);
        return new(name, lipschitz, null, function, slope ?? (x => Difference(function, x)));
    }

    /// <summary>One of the built-in ones.</summary>
    /// <param name="name">modulus, relu, tanh, logistic or identity.</param>
    /// <exception cref="NetworkException">None of them; the message names the nearest.</exception>
    public static NonLinearity Parse(string name) =>
        BuiltIn.FirstOrDefault(each => each.Name == name) ?? throw new NetworkException(
            $"unknown non-linearity '{name}'; " + (Suggestion.For(name, BuiltIn.Select(each => each.Name)) is { } near
                ? $"did you mean '{near}'?"
                : $"expected one of {string.Join(", ", BuiltIn.Select(each => each.Name))}"));

    /// <summary>L by the rule.</summary>
    public double LipschitzBy(LipschitzRule rule) => rule == LipschitzRule.Paper ? PaperLipschitz : Lipschitz;

    /// <summary>M(z).</summary>
    public Complex Apply(Complex z) =>
        _part is null
            ? new Complex(Math.Sqrt((z.Real * z.Real) + (z.Imaginary * z.Imaginary)), 0)
            : new(_part(z.Real), z.Imaginary == 0 ? 0 : _part(z.Imaginary));

    /// <summary>The derivative at z applied to a change; that of the modulus at 0 is 0.</summary>
    public Complex Tangent(Complex z, Complex change)
    {
        if (_slope is not null)
            return new(_slope(z.Real) * change.Real, _slope(z.Imaginary) * change.Imaginary);
        double size = Apply(z).Real;
        return size == 0 ? 0 : ((z.Real * change.Real) + (z.Imaginary * change.Imaginary)) / size;
    }

    /// <summary>The adjoint of <see cref="Tangent"/> at z.</summary>
    public Complex Cotangent(Complex z, Complex weight)
    {
        if (_slope is not null)
            return Tangent(z, weight);
        double size = Apply(z).Real;
        return size == 0 ? 0 : z * (weight.Real / size);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>L in words.</summary>
    internal static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static double Difference(Func<double, double> function, double x)
    {
        double step = 1e-6 * Math.Max(1, Math.Abs(x));
        return (function(x + step) - function(x - step)) / (2 * step);
    }
}
