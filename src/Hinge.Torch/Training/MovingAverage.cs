using Hinge.Core;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Torch.Training;

/// <summary>
/// An exponential moving average of a network's weights, kept in a second network of the same architecture: it can be
/// run, saved and checkpointed like any other.
/// </summary>
public static class MovingAverage
{
    /// <summary>
    /// average ← decay · average + (1 − decay) · network for every floating-point parameter and buffer (running
    /// statistics included); integer buffers are copied.
    /// </summary>
    /// <param name="average">Receives the average.</param>
    /// <param name="network">The network in training; not changed.</param>
    /// <param name="decay">In [0, 1); 0 copies.</param>
    /// <exception cref="InputException">The decay is out of range, or the networks differ in names or shapes.
    /// </exception>
    public static void Update(nn.Module average, nn.Module network, double decay)
    {
        if (!(decay is >= 0 and < 1))
            throw new InputException($"moving average: decay {decay:R}, expected 0 or more and less than 1");
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Dictionary<string, Tensor> to = average.state_dict(), from = network.state_dict();
        foreach ((string name, Tensor value) in from)
        {
            if (!to.TryGetValue(name, out Tensor? kept) || !kept.shape.AsSpan().SequenceEqual(value.shape))
                throw new InputException($"moving average: '{name}' ({value.Describe()}) has no counterpart "
                    + "in the averaged network");
        }
        // A tensor shared under two names is averaged once.
        var done = new HashSet<IntPtr>();
        foreach ((string name, Tensor value) in from)
        {
            Tensor kept = to[name];
            if (!done.Add(kept.Handle))
                continue;
            if (kept.is_floating_point() && decay > 0)
                kept.mul_(decay).add_(value, alpha: 1 - decay);
            else
                kept.copy_(value);
        }
    }
}
