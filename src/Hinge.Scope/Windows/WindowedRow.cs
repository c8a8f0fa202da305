using Hinge.Scope.Colouring;
using static TorchSharp.torch;

namespace Hinge.Scope.Windows;

/// <summary>A row of F where it can differ from zero, with the output's value taken apart.</summary>
/// <param name="Output">The output.</param>
/// <param name="Y">Rows of the picture that <paramref name="Values"/> covers.</param>
/// <param name="X">Columns of the picture that it covers.</param>
/// <param name="Values">[1, C, rows, columns]: the row of F; zero elsewhere.</param>
/// <param name="Value">y_i.</param>
/// <param name="Linear">Σ_j F_ij x_j.</param>
/// <param name="Residual">r_i, so that <paramref name="Value"/> = <paramref name="Linear"/> + r_i.</param>
public sealed record WindowedRow(
    OutputIndex Output, Interval Y, Interval X, Tensor Values, double Value, double Linear, double Residual)
    : IDisposable
{
    /// <summary>The row in a picture of the input's size.</summary>
    /// <param name="height">Height of the picture.</param>
    /// <param name="width">Width of the picture.</param>
    /// <returns>[1, C, height, width], owned by the caller.</returns>
    public Tensor ToPicture(long height, long width)
    {
        Tensor picture = zeros([1, Values.shape[1], height, width], dtype: Values.dtype);
        using Tensor rows = picture.narrow(2, Y.Low, Y.Length);
        using Tensor place = rows.narrow(3, X.Low, X.Length);
        place.copy_(Values);
        return picture;
    }

    /// <inheritdoc/>
    public void Dispose() => Values.Dispose();
}
