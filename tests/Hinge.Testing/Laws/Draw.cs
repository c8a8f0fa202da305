using Hinge.Core.Randomness;
using static TorchSharp.torch;

namespace Hinge.Testing.Laws;

/// <summary>Random tensors from Hinge.Core's generator, and sums in double.</summary>
public static class Draw
{
    /// <summary>Independent standard normal values; drawn in double and rounded to the type.</summary>
    public static Tensor Gaussian(RandomStream random, long[] shape, ScalarType type = ScalarType.Float64)
    {
        double[] values = new double[shape.Aggregate(1L, (product, extent) => product * extent)];
        random.FillGaussian(values);
        return tensor(values, shape, type);
    }

    /// <summary>⟨a, b⟩, multiplied and summed in double.</summary>
    public static double Inner(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        return a.detach().to_type(ScalarType.Float64).mul(b.detach().to_type(ScalarType.Float64)).sum().item<double>();
    }

    /// <summary>The 2-norm, summed in double.</summary>
    public static double Norm(Tensor a) => Math.Sqrt(Inner(a, a));
}
