using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// A picks one input for each output: max pooling and channel maxima at the operating point ("non-uniform
/// down-sampling" in the paper).
/// </summary>
/// <param name="shapes">The shapes of the call.</param>
/// <param name="indices">[n, M]: for each output of a sample, the flat index of its input in that sample.</param>
/// <param name="maximum">
/// The unit itself: the maximum of zeros and ones is one exactly where a window holds a one.
/// </param>
internal sealed class FrozenGather(UnitShapes shapes, Tensor indices, Func<Tensor, Tensor> maximum) : Frozen(shapes)
{
    /// <inheritdoc/>
    public override bool WorksInDouble => true;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor v)
    {
        using Tensor flat = Flatten(v, Shapes.Input);
        using Tensor index = Index(flat.shape[0]);
        using Tensor picked = flat.gather(2, index);
        return picked.reshape(Shapes.OutputBatch(v.shape[0]));
    }

    /// <inheritdoc/>
    public override Tensor ApplyTransposed(Tensor u)
    {
        using Tensor flat = Flatten(u, Shapes.Output);
        using Tensor index = Index(flat.shape[0]);
        using Tensor sum = zeros([flat.shape[0], flat.shape[1], UnitShapes.Elements(Shapes.Input)], dtype: u.dtype);
        sum.scatter_add_(2, index, flat);
        return sum.reshape(Shapes.InputBatch(u.shape[0]));
    }

    /// <inheritdoc/>
    public override Tensor Support(Tensor v) => maximum(v);

    private Tensor Flatten(Tensor v, long[] sample) =>
        v.reshape(v.shape[0] / Shapes.Samples, Shapes.Samples, UnitShapes.Elements(sample));

    private Tensor Index(long groups)
    {
        using Tensor one = indices.unsqueeze(0);
        return one.expand(groups, indices.shape[0], indices.shape[1]);
    }
}
