using Hinge.Torch.Training;
using static TorchSharp.torch;

namespace Hinge.Scope.Training;

/// <summary>Learns to make one picture of another, both made from patches of drawn pictures; mean absolute
/// difference.</summary>
/// <param name="side">Rows and columns of a patch.</param>
internal abstract class PatchTask(int side) : SampleTask
{
    public sealed override int Examples => DrawnPatches.Count;

    /// <summary>The patches, and the pictures of other seeds to measure with.</summary>
    protected DrawnPatches Patches { get; } = new(side);

    public sealed override Tensor Loss(nn.Module<Tensor, Tensor> network, TrainingBatch batch)
    {
        (Tensor given, Tensor wanted) = Pair(Patches.Take(batch));
        return nn.functional.l1_loss(network.call(given), wanted);
    }

    /// <summary>What the network is given and what it is to make of it.</summary>
    /// <param name="pictures">Drawn pictures, [n, 1, h, w], 0 to 1.</param>
    protected abstract (Tensor Given, Tensor Wanted) Pair(Tensor pictures);

    public sealed override void Dispose() => Patches.Dispose();
}
