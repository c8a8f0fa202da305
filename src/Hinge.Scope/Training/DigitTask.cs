using System.Security.Cryptography;
using Hinge.Samples;
using Hinge.Torch.Tensors;
using Hinge.Torch.Training;
using static TorchSharp.torch;

namespace Hinge.Scope.Training;

/// <summary>
/// Digits.Train, each moved and inked a little otherwise at every step; cross-entropy; the share of Digits.Test told
/// right.
/// </summary>
internal sealed class DigitTask : SampleTask
{
    private readonly Tensor _pictures = Pictures(Digits.Train);
    private readonly Tensor _classes = Classes(Digits.Train);
    private readonly Tensor _heldOut = Pictures(Digits.Test);
    private readonly Tensor _heldOutClasses = Classes(Digits.Test);

    public override int Examples => Digits.Train.Count;

    public override string Description =>
        $"digits {Convert.ToHexStringLower(SHA256.HashData(Digits.Train.Images.Bytes.Span))[..16]}, {RandomWarp.Text}";

    public override Tensor Loss(nn.Module<Tensor, Tensor> network, TrainingBatch batch)
    {
        using Tensor indices = tensor([.. batch.Indices.Select(index => (long)index)]);
        Tensor pictures = RandomWarp.Apply(_pictures.index_select(0, indices), batch.Random);
        return nn.functional.cross_entropy(network.call(pictures), _classes.index_select(0, indices));
    }

    public override SampleQuality Measure(nn.Module<Tensor, Tensor> network)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        long right = network.call(_heldOut).argmax(1).eq(_heldOutClasses).count_nonzero().ToInt64();
        int count = Digits.Test.Count;
        return new(SampleQuality.Accuracy, right / (double)count, 0.1, "chance", $"{count} digits");
    }

    public override void Dispose()
    {
        _pictures.Dispose();
        _classes.Dispose();
        _heldOut.Dispose();
        _heldOutClasses.Dispose();
    }

    private static Tensor Pictures(DigitSet set)
    {
        using DisposeScope scope = NewDisposeScope();
        return set.Images.ToTensor().unsqueeze(1).to_type(ScalarType.Float32).div_(255f).DetachFromDisposeScope();
    }

    private static Tensor Classes(DigitSet set)
    {
        using Tensor bytes = set.Labels.ToTensor();
        return bytes.to_type(ScalarType.Int64).DetachFromDisposeScope();
    }
}
