using System.Runtime.InteropServices;
using Hinge.Core.Formats;
using static TorchSharp.torch;

namespace Hinge.Scope.Colouring;

/// <summary>The coefficients of a lattice's boxes, in single or double precision.</summary>
internal abstract class BoxMatrix
{
    protected BoxMatrix(Lattice lattice) => Lattice = lattice;

    public Lattice Lattice { get; }

    /// <summary>Element type of the coefficients.</summary>
    public abstract ScalarType Type { get; }

    /// <summary>An empty matrix.</summary>
    public static BoxMatrix New(Lattice lattice, ScalarType type) => type == ScalarType.Float64
        ? new BoxMatrix<double>(lattice, new double[lattice.Entries])
        : new BoxMatrix<float>(lattice, new float[lattice.Entries]);

    /// <summary>A matrix with known coefficients.</summary>
    public static BoxMatrix From(Lattice lattice, NdArray coefficients) => coefficients.Type == ElementType.Float64
        ? new BoxMatrix<double>(lattice, coefficients.Values<double>().ToArray())
        : new BoxMatrix<float>(lattice, coefficients.Values<float>().ToArray());

    /// <summary>Takes the boxes of one colour out of the picture that a replay of that colour gave.</summary>
    /// <param name="colour">The colour.</param>
    /// <param name="picture">Bytes of the flat picture on the targets' side.</param>
    public abstract void Load(long colour, ReadOnlySpan<byte> picture);

    /// <summary>Boxes times a vector on the sites' side. [B, sites] → [B, targets].</summary>
    public abstract Tensor Scatter(Tensor v);

    /// <summary>For every site, its box times a vector on the targets' side. [B, targets] → [B, sites].</summary>
    public abstract Tensor Gather(Tensor u);

    /// <summary>The box of one site in a picture on the targets' side, [1, targets].</summary>
    public abstract Tensor BoxAt(long site);

    /// <summary>The coefficient that every site has at one target, [1, sites].</summary>
    public abstract Tensor Across(long target);

    /// <summary>The matrix as compressed rows.</summary>
    /// <param name="trim">Whether to leave out coefficients that are zero.</param>
    public abstract CompressedRows Compress(bool trim);

    /// <summary>All coefficients.</summary>
    public abstract NdArray Coefficients();

    /// <summary>The site of a flat index.</summary>
    protected (int Channel, int Y, int X) Site(long index) => (
        (int)(index / ((long)Lattice.Y.Sites * Lattice.X.Sites)),
        (int)(index / Lattice.X.Sites % Lattice.Y.Sites),
        (int)(index % Lattice.X.Sites));

    protected static Span<T> Values<T>(Tensor tensor) where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.bytes);
}
