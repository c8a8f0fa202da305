using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Elementwise operations between g groups of n samples and a tensor that belongs to one group.</summary>
internal static class Groups
{
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
            return v + c;
        using Tensor grouped = Split(v, samples);
        using Tensor sum = grouped + c;
        return sum.flatten(0, 1);
    }

    /// <summary>[g·n, …] as [g, n, …].</summary>
    public static Tensor Split(Tensor v, long samples) => v.unflatten(0, [v.shape[0] / samples, samples]);

    private static bool Broadcasts(Tensor v, Tensor a) =>
        a.dim() < v.dim() || a.shape[0] == 1 || a.shape[0] == v.shape[0];
}
