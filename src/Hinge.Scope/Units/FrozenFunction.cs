using Hinge.Core.Randomness;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// A linear module taken as it is: A is the function without its constant, Aᵀ its vector-Jacobian product, which for a
/// linear function does not depend on where it is taken.
/// </summary>
internal class FrozenFunction : Frozen
{
    private readonly Func<Tensor, Tensor> _linear;
    private readonly Func<Tensor, Tensor> _affine;
    private readonly bool _diagonal;
    private readonly bool _worksInDouble;

    /// <summary>Freezes a linear function.</summary>
    /// <param name="shapes">The shapes of the call.</param>
    /// <param name="linear">The function without its constant.</param>
    /// <param name="affine">The function itself.</param>
    /// <param name="offset">Its constant, or null when zero.</param>
    /// <param name="kind">Where the constant comes from.</param>
    /// <param name="diagonal">Whether output i is input i times a number, which may happen to be 0.</param>
    /// <param name="worksInDouble">Whether it takes Float64 also where the unit is of Float32.</param>
    public FrozenFunction(
        UnitShapes shapes,
        Func<Tensor, Tensor> linear,
        Func<Tensor, Tensor> affine,
        Tensor? offset,
        SiteKind kind,
        bool diagonal = false,
        bool worksInDouble = true)
        : base(shapes)
    {
        _diagonal = diagonal;
        _worksInDouble = worksInDouble;
        _linear = linear;
        _affine = affine;
        SetOffset(offset, kind);
    }

    /// <inheritdoc/>
    public override bool WorksInDouble => _worksInDouble;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor v) => _linear(v);

    /// <inheritdoc/>
    public override Tensor ApplyTransposed(Tensor u) =>
        Differentiation.Vjp(_linear, Shapes.InputBatch(u.shape[0]), u);

    /// <inheritdoc/>
    public override Tensor Support(Tensor v)
    {
        if (_diagonal)
            return v.alias();
        // Interpolation has negative weights, so what it sums must not be able to cancel.
        using DisposeScope scope = NewDisposeScope();
        RandomStream stream = new RandomStream(0).Split("support");
        Tensor uneven = v * RandomTensors.Uniform([1, .. v.shape[1..]], v.dtype, stream);
        return _linear(uneven).abs().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor ApplyAffine(Tensor v) => _affine(v);
}
