using Hinge.Core.Formats;

namespace Hinge.Scope.Colouring;

/// <summary>A matrix in the compressed sparse row format of SciPy.</summary>
/// <param name="Data">Coefficients, row after row, columns ascending.</param>
/// <param name="Indices">Their columns, Int32.</param>
/// <param name="IndexPointer">Where each row begins in them, and the end: M + 1 numbers, Int32.</param>
internal sealed record CompressedRows(NdArray Data, NdArray Indices, NdArray IndexPointer);
