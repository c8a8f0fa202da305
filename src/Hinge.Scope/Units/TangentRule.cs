using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// Any smooth module, by libtorch's automatic differentiation at the operating point; c = h(z⁰) − A z⁰.
/// </summary>
internal sealed class TangentRule : FreezingRule<nn.Module<Tensor, Tensor>>
{
    /// <inheritdoc/>
    public override bool ReproducesExactly => false;

    /// <inheritdoc/>
    public override bool AcceptsEmptyBatch => false;

    /// <inheritdoc/>
    protected override void Record(
        nn.Module<Tensor, Tensor> module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
        record.Add("input", x.clone());
        record.Add("output", y.clone());
    }

    /// <inheritdoc/>
    protected override Frozen Build(nn.Module<Tensor, Tensor> module, UnitRecord record, FreezingModes modes) =>
        new FrozenTangent(record.Shapes, module, record["input"], record["output"]);

    /// <inheritdoc/>
    protected override string? Refusal(nn.Module<Tensor, Tensor> module) => DoubleBackward.Obstacle(module) is { } part
        ? $"cannot be frozen by its tangent: {part} has no second derivative in libtorch"
        : null;

    /// <inheritdoc/>
    protected override bool IsLocal(nn.Module<Tensor, Tensor> module, FreezingModes modes) => false;
}
