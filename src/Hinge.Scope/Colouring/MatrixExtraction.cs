using System.Globalization;
using System.Runtime.InteropServices;
using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Core.Runs;
using Hinge.Scope.Certificates;
using static TorchSharp.torch;

namespace Hinge.Scope.Colouring;

/// <summary>
/// Computes F whole: the seeds of one colour are added and sent through one replay, and the boxes, being disjoint, are
/// read off the result (spec §6).
/// </summary>
internal sealed class MatrixExtraction(Interpreter interpreter, ColouringSettings settings)
{
    // The limit of E8; in double precision that of E4.
    private double Limit => interpreter.Output.dtype == ScalarType.Float64 ? 1e-12 : 5e-6;

    private bool IsPicture => interpreter.Input.dim() == 4 && interpreter.Output.dim() == 4;

    /// <summary>The cheaper lattice, the passes of both, and why it is dense if it is.</summary>
    public (Lattice Lattice, long Forward, long Reverse, string? Note) Choose(Footprint footprint)
    {
        long inputs = interpreter.Columns, outputs = interpreter.Rows;
        bool byColumns = inputs <= outputs;
        Lattice dense = Lattice.Dense(byColumns, inputs, outputs);
        (Lattice columns, Lattice rows) = (Lattice.Dense(true, inputs, outputs), Lattice.Dense(false, inputs, outputs));
        if (IsPicture)
        {
            columns = Lattice.Columns(footprint, interpreter.Input.shape[1..], interpreter.Output.shape[1..]);
            rows = Lattice.Rows(footprint, interpreter.Input.shape[1..], interpreter.Output.shape[1..]);
        }
        Lattice cheaper = columns.Colours <= rows.Colours ? columns : rows;
        if (cheaper.Colours < dense.Colours)
            return (cheaper, columns.Colours, rows.Colours, null);
        string why = footprint.Obstacle ?? "the box of one pixel covers the picture";
        return (dense, columns.Colours, rows.Colours,
            $"colouring gains nothing ({why}): dense {(byColumns ? "columns" : "rows")}, {dense.Colours} of them");
    }

    /// <summary>Computes the matrix on a lattice, without checking it.</summary>
    public SparseMap Extract(Lattice lattice, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        CheckMemory(lattice);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        BoxMatrix boxes = BoxMatrix.New(lattice, interpreter.Output.dtype);
        int lanes = (int)Math.Min(lattice.Colours, Lanes());
        int size = interpreter.Output.dtype == ScalarType.Float64 ? sizeof(double) : sizeof(float);
        for (long first = 0; first < lattice.Colours; first += lanes)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = (int)Math.Min(lanes, lattice.Colours - first);
            using Tensor pictures = Replay(lattice, first, count, sparsity: 1);
            int bytes = (int)lattice.Targets * size;
            for (int lane = 0; lane < count; lane++)
                boxes.Load(first + lane, pictures.bytes.Slice(lane * bytes, bytes));
            progress?.Report(new("matrix", first + count, lattice.Colours, $"{lattice.Colours} passes"));
        }
        return new(boxes, interpreter.Input.shape[1..], interpreter.Output.shape[1..]);
    }

    /// <summary>Compares a map with replays of the interpreter.</summary>
    /// <exception cref="RunFailedException">The map is not the interpreter's matrix.</exception>
    public SparseCertificate Certify(SparseMap map)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        RandomStream stream = new RandomStream(interpreter.Scope.Settings.Seed).Split("sparse certificate");
        Lattice lattice = map.Lattice;
        double completeness =
            RelativeError.Completeness(map.Apply(interpreter.Input), interpreter.Residual, interpreter.Output);
        (double lines, int count) = CompareLines(map, stream.Split("lines"));
        Tensor v = RandomTensors.Gaussian(interpreter.Input.shape, interpreter.Input.dtype, stream.Split("vector"));
        double random = RelativeError.Between(map.Apply(v), interpreter.Apply(v));
        double outside = OutsideBoxes(lattice, (long)(stream.Split("colour").NextDouble() * lattice.Colours));
        SparseCertificate certificate = new(completeness, lines, count, random, outside, Limit);
        return certificate.Passed
            ? certificate
            : throw new RunFailedException($"the matrix is not the interpreter's: {certificate}");
    }

    // The side that was not extracted: rows of a matrix found by columns come from the other replay.
    private (double Error, int Count) CompareLines(SparseMap map, RandomStream stream)
    {
        bool rows = map.Lattice.ByColumns;
        long all = rows ? map.Rows : map.Columns;
        int count = (int)Math.Min(settings.CheckedLines, all);
        long[] lines = [.. Enumerable.Range(0, count).Select(_ => (long)(stream.NextDouble() * all))];
        if (count == 0)
            return (0, 0);
        Tensor replayed = rows ? interpreter.RowsAt(lines) : interpreter.ColumnsAt(lines);
        Tensor stored = cat([.. lines.Select(line => rows ? map.Row(line) : map.Column(line))], 0);
        return (RelativeError.Between(stored, replayed), count);
    }

    // Every second seed along each axis, so that there are places outside the boxes.
    private double OutsideBoxes(Lattice lattice, long colour)
    {
        using Tensor picture = Replay(lattice, colour, 1, sparsity: 2);
        bool[] inside = new bool[lattice.Targets];
        foreach ((int, int, int) site in lattice.SitesOf(colour, sparsity: 2))
            Mark(lattice.BoxOf(site), inside);
        Tensor kept = picture.flatten() * tensor(inside);
        return RelativeError.Between(kept, picture.flatten());
    }

    /// <summary>Seeds of consecutive colours through one replay: [count, …], dense in memory.</summary>
    private Tensor Replay(Lattice lattice, long first, int count, int sparsity)
    {
        Tensor side = lattice.ByColumns ? interpreter.Input : interpreter.Output;
        using Tensor seeds = zeros([count, lattice.Sites], dtype: side.dtype);
        for (int lane = 0; lane < count; lane++)
            Sow(lattice, first + lane, seeds.bytes.Slice(lane * (int)(seeds.bytes.Length / count)), side.dtype, sparsity);
        using Tensor shaped = seeds.reshape([count, .. side.shape[1..]]);
        using Tensor result = lattice.ByColumns ? interpreter.Apply(shaped) : interpreter.ApplyTransposed(shaped);
        return result.contiguous();
    }

    private static void Sow(Lattice lattice, long colour, Span<byte> lane, ScalarType type, int sparsity)
    {
        foreach ((int, int, int) site in lattice.SitesOf(colour, sparsity))
        {
            int index = (int)lattice.SiteIndex(site);
            if (type == ScalarType.Float64)
                MemoryMarshal.Cast<byte, double>(lane)[index] = 1;
            else
                MemoryMarshal.Cast<byte, float>(lane)[index] = 1;
        }
    }

    private static void Mark(Box box, Span<bool> inside)
    {
        for (int plane = 0; plane < box.Planes; plane++)
        {
            for (int row = 0; row < box.Rows; row++)
                inside.Slice((int)(box.Start + plane * box.PlaneStride + row * box.RowStride), box.Width).Fill(true);
        }
    }

    private int Lanes() => settings.Lanes > 0 ? settings.Lanes : interpreter.LanesPerReplay();

    private void CheckMemory(Lattice lattice)
    {
        long bytes = lattice.Entries * interpreter.Output.ElementSize;
        if (bytes <= settings.MemoryBudget && lattice.Entries <= Array.MaxLength)
            return;
        throw new InputException(string.Create(
            CultureInfo.InvariantCulture,
            $"the matrix needs {bytes:N0} bytes, the budget is {settings.MemoryBudget:N0}: crop the picture (--crop), "
            + $"raise the budget (--memory), or use svd, which needs no matrix"));
    }
}
