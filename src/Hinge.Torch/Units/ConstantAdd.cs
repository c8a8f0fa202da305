using static TorchSharp.torch;

namespace Hinge.Torch.Units;

/// <summary>x + constant as a module: written as plain code, a constant would reach linear lanes too.</summary>
public sealed class ConstantAdd : nn.Module<Tensor, Tensor>
{
    private readonly bool _persistent;

    /// <summary>Adds a constant.</summary>
    /// <param name="constant">The constant, broadcastable to [1, …sample]; becomes a buffer named
    /// <c>constant</c>.</param>
    /// <param name="persistent">Whether it belongs to the weights; false for a number of the architecture.</param>
    public ConstantAdd(Tensor constant, bool persistent = true)
        : base(nameof(ConstantAdd))
    {
        _persistent = persistent;
        register_buffer("constant", constant.alias().DetachFromDisposeScope(), persistent);
    }

    /// <summary>The constant.</summary>
    public Tensor Constant => get_buffer("constant")!;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input + Constant;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // TorchSharp frees the buffers that belong to the weights, and only those.
        if (disposing && !_persistent)
            Constant.Dispose();
        base.Dispose(disposing);
    }
}
