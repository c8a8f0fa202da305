using static TorchSharp.torch;

namespace Hinge.Scope;

/// <summary>A linear map F known by what it does, with its transpose.</summary>
public interface ILinearMap
{
    /// <summary>Number of outputs M.</summary>
    long Rows { get; }

    /// <summary>Number of inputs N.</summary>
    long Columns { get; }

    /// <summary>F v for B vectors at once.</summary>
    /// <param name="v">[B, …input].</param>
    /// <returns>[B, …output], owned by the caller.</returns>
    Tensor Apply(Tensor v);

    /// <summary>Fᵀ u for B vectors at once.</summary>
    /// <param name="u">[B, …output].</param>
    /// <returns>[B, …input], owned by the caller.</returns>
    Tensor ApplyTransposed(Tensor u);
}
