using Hinge.Core.Randomness;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>Random parameters and running statistics that keep activations of order one.</summary>
internal static class RandomWeights
{
    public static void Fill(nn.Module module, RandomStream stream)
    {
        using IDisposable constant = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach ((string name, var parameter) in module.named_parameters())
        {
            double fanIn = parameter.dim() > 1 ? (double)parameter.numel() / parameter.shape[0] : 1;
            double scale = parameter.dim() > 1 ? Math.Sqrt(2 / fanIn) : 0.3;
            double shift = parameter.dim() == 1 && name.EndsWith("weight", StringComparison.Ordinal) ? 0.8 : 0;
            parameter.copy_(RandomTensors.Gaussian(parameter.shape, parameter.dtype, stream) * scale + shift);
        }
        foreach ((string name, Tensor buffer) in module.named_buffers())
        {
            if (name.EndsWith("running_mean", StringComparison.Ordinal))
                buffer.copy_(RandomTensors.Gaussian(buffer.shape, buffer.dtype, stream) * 0.3);
            if (name.EndsWith("running_var", StringComparison.Ordinal))
                buffer.copy_(RandomTensors.Gaussian(buffer.shape, buffer.dtype, stream).abs() + 0.5);
        }
    }
}
