using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Tensors;

/// <summary>Looks for NaN and infinity.</summary>
public static class FiniteValues
{
    /// <summary>The first value in row-major order that is not finite, as text: <c>NaN at [0,2,1]</c>.</summary>
    /// <param name="tensor">Any shape, type and device; not changed.</param>
    /// <returns>Null when all values are finite, which integers always are.</returns>
    public static string? FirstOther(Tensor tensor)
    {
        if (!tensor.is_floating_point() || tensor.numel() == 0)
            return null;
        using var scope = NewDisposeScope();
        Tensor flat = tensor.detach().reshape(-1);
        Tensor finite = flat.isfinite();
        if (finite.all().ToBoolean())
            return null;
        long index = finite.to_type(ScalarType.Byte).argmin().ToInt64();
        string value = flat[index].ToDouble().ToString(CultureInfo.InvariantCulture);
        return $"{value} at [{string.Join(',', Coordinates(index, tensor.shape))}]";
    }

    private static long[] Coordinates(long index, long[] shape)
    {
        long[] place = new long[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
            (index, place[axis]) = Math.DivRem(index, shape[axis]);
        return place;
    }
}
