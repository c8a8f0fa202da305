using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>What a normalisation layer normalises and how it scales afterwards.</summary>
/// <param name="Sets">Which values share statistics.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Scale">γ, broadcastable to [n, …], or null.</param>
/// <param name="Shift">β, broadcastable to [n, …], or null.</param>
/// <param name="Running">The module itself when it uses stored statistics instead of the sample's.</param>
internal sealed record SampleNormForm(
    NormalisedSets Sets, double Epsilon, Tensor? Scale, Tensor? Shift, NormBase? Running = null)
{
    /// <summary>Instance normalisation: one set a channel.</summary>
    public static SampleNormForm Instance(InstanceNorm module, long[] sample) => new(
        new(sample.Length == 0 ? 1 : sample[0]),
        module.eps,
        PerChannel(module.weight, sample),
        PerChannel(module.bias, sample),
        module.track_running_stats ? module : null);

    /// <summary>Group normalisation: one set for the channels of a group.</summary>
    public static SampleNormForm Group(GroupNorm module, long[] sample) => new(
        new(module.num_groups), module.eps, PerChannel(module.weight, sample), PerChannel(module.bias, sample));

    /// <summary>Layer normalisation: one set for the trailing axes that it names.</summary>
    public static SampleNormForm Layer(LayerNorm module, long[] sample)
    {
        long sets = 1;
        for (int axis = 0; axis < sample.Length - module.normalized_shape.Length; axis++)
            sets *= sample[axis];
        return new(new(sets), module.eps, module.weight?.detach(), module.bias?.detach());
    }

    private static Tensor? PerChannel(Tensor? values, long[] sample)
    {
        if (values is null || sample.Length == 0)
            return null;
        long[] shape = [1, values.numel(), .. Enumerable.Repeat(1L, sample.Length - 1)];
        return values.detach().reshape(shape);
    }
}
