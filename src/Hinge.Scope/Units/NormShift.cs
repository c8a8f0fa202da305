using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Normalisation with stored statistics as one factor and one shift a channel.</summary>
internal static class NormShift
{
    /// <summary>The frozen map of a norm that uses its running statistics.</summary>
    public static FrozenScale Running(NormBase module, UnitShapes shapes)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        Tensor factor = (module.running_var! + module.eps).rsqrt();
        if (module.weight is not null)
            factor *= module.weight;
        Tensor shift = -module.running_mean! * factor;
        if (module.bias is not null)
            shift += module.bias;
        long[] perChannel = [1, factor.numel(), .. Enumerable.Repeat(1L, shapes.Input.Length - 1)];
        return new(shapes, factor.reshape(perChannel), shift.reshape(perChannel), SiteKind.Shift, module.forward);
    }

    /// <summary>The smallest √(σ² + ε).</summary>
    public static double SmallestDeviation(NormBase module)
    {
        using Tensor smallest = module.running_var!.min();
        return Math.Sqrt(smallest.ToDouble() + module.eps);
    }
}
