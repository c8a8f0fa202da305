using Hinge.Core;
using Hinge.Scope.Files;
using static TorchSharp.torch;

namespace Hinge.Scope.Colouring;

/// <summary>
/// The matrix F of a network whole: one box of coefficients for each column, or for each row, the offsets following from
/// the lattice. A product takes one multiplication a coefficient (spec §6).
/// </summary>
public sealed class SparseMap : ILinearMap
{
    internal SparseMap(BoxMatrix boxes, long[] inputShape, long[] outputShape)
    {
        Boxes = boxes;
        InputShape = inputShape;
        OutputShape = outputShape;
    }

    /// <summary>Shape of an input sample.</summary>
    public IReadOnlyList<long> InputShape { get; }

    /// <summary>Shape of an output sample.</summary>
    public IReadOnlyList<long> OutputShape { get; }

    /// <summary>The boxes.</summary>
    public Lattice Lattice => Boxes.Lattice;

    /// <inheritdoc/>
    public long Rows => Lattice.ByColumns ? Lattice.Targets : Lattice.Sites;

    /// <inheritdoc/>
    public long Columns => Lattice.ByColumns ? Lattice.Sites : Lattice.Targets;

    /// <summary>Stored coefficients.</summary>
    public long Entries => Lattice.Entries;

    /// <summary>Bytes of the stored coefficients.</summary>
    public long Bytes => Entries * (Type == ScalarType.Float64 ? sizeof(double) : sizeof(float));

    /// <summary>Element type of the coefficients.</summary>
    public ScalarType Type => Boxes.Type;

    internal BoxMatrix Boxes { get; }

    /// <inheritdoc/>
    /// <remarks>Vectors of another element type are converted; the result has the map's.</remarks>
    public Tensor Apply(Tensor v) => Product(v, InputShape, OutputShape, Lattice.ByColumns, "input");

    /// <inheritdoc/>
    /// <remarks>Vectors of another element type are converted; the result has the map's.</remarks>
    public Tensor ApplyTransposed(Tensor u) => Product(u, OutputShape, InputShape, !Lattice.ByColumns, "output");

    /// <summary>Row of F: with which weight each input enters one output.</summary>
    /// <param name="output">Flat index of the output.</param>
    /// <returns>[1, …input].</returns>
    public Tensor Row(long output)
    {
        CheckIndex(output, Rows, nameof(output));
        using Tensor flat = Lattice.ByColumns ? Boxes.Across(output) : Boxes.BoxAt(output);
        return flat.reshape([1, .. InputShape]);
    }

    /// <inheritdoc/>
    public Tensor RowsAt(params ReadOnlySpan<long> outputs)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] rows = new Tensor[outputs.Length];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = Row(outputs[i]);
        return cat(rows, 0).MoveToOuterDisposeScope();
    }

    /// <summary>Column of F: what one input does to every output.</summary>
    /// <param name="input">Flat index of the input.</param>
    /// <returns>[1, …output].</returns>
    public Tensor Column(long input)
    {
        CheckIndex(input, Columns, nameof(input));
        using Tensor flat = Lattice.ByColumns ? Boxes.BoxAt(input) : Boxes.Across(input);
        return flat.reshape([1, .. OutputShape]);
    }

    /// <summary>Writes the map to a file of its own: one safetensors file.</summary>
    /// <param name="path">The file, written whole or not at all.</param>
    public void Save(string path) => SparseFile.Write(path, this);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InputException">The file is damaged or of another version.</exception>
    public static SparseMap Load(string path) => SparseFile.Read(path);

    /// <summary>
    /// Writes the matrix in SciPy's compressed sparse row format, <c>.npz</c> with <c>data</c>, <c>indices</c>,
    /// <c>indptr</c> and <c>shape</c>: <c>csr_matrix((data, indices, indptr), shape)</c>.
    /// </summary>
    /// <param name="path">The file, written whole or not at all.</param>
    /// <param name="trim">Whether to leave out coefficients that are zero.</param>
    public void ExportCsr(string path, bool trim = false) => SparseFile.ExportCsr(path, this, trim);

    private Tensor Product(
        Tensor batch, IReadOnlyList<long> from, IReadOnlyList<long> to, bool scatter, string side)
    {
        if (batch.dim() == 0 || !batch.shape.AsSpan(1).SequenceEqual([.. from]))
        {
            throw new InputException(
                $"a batch of shape {LinearScope.Shape(batch)} where {side}s of shape [B, {string.Join(", ", from)}] "
                + "are expected");
        }
        using Tensor flat = batch.reshape(batch.shape[0], -1);
        using Tensor result = scatter ? Boxes.Scatter(flat) : Boxes.Gather(flat);
        return result.reshape([batch.shape[0], .. to]);
    }

    private static void CheckIndex(long index, long count, string name)
    {
        if (index < 0 || index >= count)
            throw new InputException($"{name} {index} is outside 0 … {count - 1}");
    }
}
