using Hinge.Core.Randomness;
using Hinge.Scope.Networks;

namespace Hinge.Scope.Tests.Networks;

/// <summary>
/// FSRCNN(d, s, m) in the form of the paper, a 9x9 transposed convolution at its end, with random weights.
/// </summary>
internal static class RandomFsrcnn
{
    public static Fsrcnn New(long d, long s, int m, torch.ScalarType type = torch.ScalarType.Float32)
    {
        Fsrcnn net = new(2, d, s, m, UpsamplingTail.TransposedConvolution);
        net.to(type);
        RandomWeights.Fill(net, new RandomStream(1).Split("fsrcnn"));
        net.eval();
        return net;
    }
}
