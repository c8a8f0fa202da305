using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>The stages of a residual network: as many blocks in each, twice the channels from one to the next.</summary>
internal static class ResidualStages
{
    /// <summary>The stages, their blocks named from <c>0</c>.</summary>
    /// <param name="stages">How many.</param>
    /// <param name="blocks">Blocks of a stage.</param>
    /// <param name="width">Channels of the first stage and of what goes into it.</param>
    /// <param name="block">Makes a block from its channels in and out.</param>
    public static Sequential[] Create(
        int stages, int blocks, long width, Func<long, long, nn.Module<Tensor, Tensor>> block)
    {
        Sequential[] all = new Sequential[stages];
        for (int stage = 0; stage < stages; stage++)
        {
            long to = width << stage, from = stage == 0 ? width : to / 2;
            all[stage] = nn.Sequential(
                Enumerable.Range(0, blocks).Select(i => ($"{i}", block(i == 0 ? from : to, to))));
        }
        return all;
    }
}
