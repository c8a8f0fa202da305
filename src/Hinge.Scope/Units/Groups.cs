using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Elementwise operations between g groups of n samples and a tensor that belongs to one group.</summary>
internal static class Groups
{
    /// <summary>
    /// The factor of an addition. TorchSharp makes one for every <c>+</c>, which a collection may free while libtorch still
    /// reads it; this one lives.
    /// </summary>
    public static readonly Scalar One = 1;

    /// <summary>v ⊙ a, with v [g·n, …] and a broadcastable to [n, …].</summary>
    public static Tensor Multiply(Tensor v, Tensor a, long samples)
    {
        if (Broadcasts(v, a))
            return v * a;
        using Tensor grouped = Split(v, samples);
        using Tensor product = grouped * a;
        return product.flatten(0, 1);
    }

    /// <summary>v + c, with v [g·n, …] and c broadcastable to [n, …].</summary>
    public static Tensor Add(Tensor v, Tensor c, long samples)
    {
        if (Broadcasts(v, c))
            return v.add(c, One);
        using Tensor grouped = Split(v, samples);
        using Tensor sum = grouped.add(c, One);
        return sum.flatten(0, 1);
    }

    /// <summary>[g·n, …] as [g, n, …].</summary>
    public static Tensor Split(Tensor v, long samples) => v.unflatten(0, [v.shape[0] / samples, samples]);

    private static bool Broadcasts(Tensor v, Tensor a) =>
        a.dim() < v.dim() || a.shape[0] == 1 || a.shape[0] == v.shape[0];
}
