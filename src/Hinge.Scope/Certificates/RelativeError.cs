using static TorchSharp.torch;

namespace Hinge.Scope.Certificates;

/// <summary>Relative distances with sums in double precision.</summary>
internal static class RelativeError
{
    /// <summary>‖Fx + r − y‖/(‖Fx‖ + ‖r‖): Fx and r may cancel, so that ‖y‖ would be the wrong denominator.</summary>
    public static double Completeness(Tensor linear, Tensor residual, Tensor y)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor fx = Wide(linear), r = Wide(residual);
        return Ratio((fx + r - Wide(y)).norm().ToDouble(), fx.norm().ToDouble() + r.norm().ToDouble());
    }

    /// <summary>‖a − b‖/‖b‖; 0 when both are zero.</summary>
    public static double Between(Tensor a, Tensor b)
    {
        using DisposeScope scope = NewDisposeScope();
        return Ratio((Wide(a) - Wide(b)).norm().ToDouble(), Wide(b).norm().ToDouble());
    }

    /// <summary>|⟨u, Fv⟩ − ⟨Fᵀu, v⟩|/max(‖u‖‖Fv‖, ‖Fᵀu‖‖v‖).</summary>
    /// <remarks>
    /// Either product may be the small one by √(N/M) for random vectors; rounding is relative to the larger.
    /// </remarks>
    public static double Adjoint(Tensor u, Tensor fv, Tensor ftu, Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor wideU = Wide(u), wideFv = Wide(fv);
        Tensor wideFtu = Wide(ftu), wideV = Wide(v);
        double left = (wideU * wideFv).sum().ToDouble();
        double right = (wideFtu * wideV).sum().ToDouble();
        double outer = wideU.norm().ToDouble() * wideFv.norm().ToDouble();
        double inner = wideFtu.norm().ToDouble() * wideV.norm().ToDouble();
        return Ratio(Math.Abs(left - right), Math.Max(outer, inner));
    }

    private static Tensor Wide(Tensor tensor) => tensor.to(ScalarType.Float64);

    private static double Ratio(double error, double scale) => error == 0 ? 0 : error / scale;
}
