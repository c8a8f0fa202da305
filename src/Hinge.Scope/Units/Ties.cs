using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Values so close to a gate's threshold that rounding may flip it.</summary>
internal static class Ties
{
    private const double Relative = 1e-6;

    /// <summary>How many |x − threshold| are at most 1e-6 of the root mean square of x.</summary>
    public static long Count(Tensor x, double threshold = 0)
    {
        if (x.numel() == 0)
            return 0;
        using DisposeScope scope = NewDisposeScope();
        double rms = x.norm().ToDouble() / Math.Sqrt(x.numel());
        Tensor distance = threshold == 0 ? x.abs() : (x - threshold).abs();
        return (distance <= Relative * rms).count_nonzero().ToInt64();
    }
}
