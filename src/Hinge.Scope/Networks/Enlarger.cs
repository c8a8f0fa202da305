using System.Numerics;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// Convolutions to s² times the channels with pixel shuffles: by steps of two for powers of two, else in one step.
/// </summary>
internal static class Enlarger
{
    /// <summary>The layers under the names 0, 1, 2, … of the published networks.</summary>
    /// <param name="scale">s, 2 or more.</param>
    /// <param name="width">Channels before and after.</param>
    /// <param name="unit">What follows each shuffle, or null.</param>
    public static nn.Module<Tensor, Tensor> Of(long scale, long width, Func<nn.Module<Tensor, Tensor>>? unit = null)
    {
        List<(string, nn.Module<Tensor, Tensor>)> layers = [];
        long step = BitOperations.IsPow2(scale) ? 2 : scale;
        for (long done = 1; done < scale; done *= step)
        {
            layers.Add(($"{layers.Count}", Convolve.Same(width, step * step * width, 3)));
            layers.Add(($"{layers.Count}", nn.PixelShuffle(step)));
            if (unit is not null)
                layers.Add(($"{layers.Count}", unit()));
        }
        return nn.Sequential(layers);
    }

    /// <summary>s, from the convolutions of an enlarger that <see cref="Of"/> made.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="name">Name of its first convolution's weights; {0} is the place in the sequence.</param>
    /// <param name="stride">Places from one convolution to the next.</param>
    public static long ScaleOf(WeightShapes weights, string name, int stride)
    {
        string first = WeightShapes.Name(name, 0);
        long[] shape = weights.Of(first, 4);
        long step = weights.Scale(first, shape[0] / shape[1]), scale = step;
        for (int place = stride; weights.Has(WeightShapes.Name(name, place)); place += stride)
            scale *= step;
        return scale;
    }
}
