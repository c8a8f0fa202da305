using Hinge.Core.Randomness;
using static TorchSharp.torch;

namespace Hinge.Scope;

/// <summary>Tensors filled from a stream of Hinge.Core, so that they do not depend on libtorch's generator.</summary>
internal static class RandomTensors
{
    /// <summary>Values between ½ and 1½.</summary>
    public static Tensor Uniform(long[] shape, ScalarType type, RandomStream stream)
    {
        double[] values = new double[shape.Aggregate(1L, (product, size) => product * size)];
        stream.FillUniform(values, 0.5, 1.5);
        using Tensor wide = tensor(values, shape);
        return wide.to(type);
    }

    /// <summary>Standard normal values.</summary>
    public static Tensor Gaussian(long[] shape, ScalarType type, RandomStream stream)
    {
        double[] values = new double[shape.Aggregate(1L, (product, size) => product * size)];
        stream.FillGaussian(values);
        using Tensor wide = tensor(values, shape);
        return wide.to(type);
    }
}
