namespace Hinge.Scope.Colouring;

/// <summary>Where the coefficients of one site are stored and where they belong.</summary>
/// <param name="Offset">First stored coefficient; they lie plane by plane and row by row.</param>
/// <param name="Start">First place in the target, flat [C, H, W].</param>
/// <param name="Planes">Channels.</param>
/// <param name="PlaneStride">Distance between channels in the target.</param>
/// <param name="Rows">Rows in a channel.</param>
/// <param name="RowStride">Distance between rows in the target.</param>
/// <param name="Width">Coefficients in a row.</param>
internal readonly record struct Box(
    long Offset, long Start, int Planes, long PlaneStride, int Rows, long RowStride, int Width)
{
    /// <summary>The first place behind the box in the target, if it is not empty.</summary>
    public long End => Start + (Planes - 1) * PlaneStride + (Rows - 1) * RowStride + Width;
}
