using System.Globalization;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Scope.Colouring;

namespace Hinge.Scope.Files;

/// <summary>
/// A <see cref="SparseMap"/> as a file: safetensors with the coefficients and the boxes of each axis.
/// </summary>
internal static class SparseFile
{
    private const string Format = "hinge.scope.sparse/1";
    private const string Columns = "columns";
    private const string Rows = "rows";

    public static void Write(string path, SparseMap map)
    {
        Lattice lattice = map.Lattice;
        KeyValuePair<string, NdArray>[] tensors =
        [
            new("coefficients", map.Boxes.Coefficients()),
            new("input", NdArray.From<long>([.. map.InputShape], map.InputShape.Count)),
            new("output", NdArray.From<long>([.. map.OutputShape], map.OutputShape.Count)),
            new("shape", NdArray.From<long>(
                [lattice.Channels, lattice.TargetChannels, lattice.Y.Targets, lattice.X.Targets,
                    lattice.Y.Period, lattice.X.Period], 6)),
            new("y", Boxes(lattice.Y)),
            new("x", Boxes(lattice.X)),
        ];
        SortedDictionary<string, string> metadata = new(StringComparer.Ordinal)
        {
            ["format"] = Format,
            ["by"] = lattice.ByColumns ? Columns : Rows,
        };
        SafetensorsFile.Write(path, tensors, metadata);
    }

    public static SparseMap Read(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        string format = file.Metadata.GetValueOrDefault("format", "nothing");
        if (format != Format)
            throw new InputException($"{path}: written as '{format}', expected '{Format}'");
        string by = file.Metadata.GetValueOrDefault("by", "nothing");
        if (by is not (Columns or Rows))
            throw new InputException($"{path}: by '{by}', expected '{Columns}' or '{Rows}'");
        long[] shape = Numbers(file, path, "shape", 6);
        long[] input = Numbers(file, path, "input"), output = Numbers(file, path, "output");
        long bad = shape.Concat(input).Concat(output).FirstOrDefault(size => size is <= 0 or > int.MaxValue, 1);
        if (bad != 1)
            throw new InputException($"{path}: size {bad} where 1 … {int.MaxValue} is expected");
        Lattice lattice = new(
            by == Columns, shape[0], shape[1],
            Axis(file, path, "y", shape[2], shape[4]),
            Axis(file, path, "x", shape[3], shape[5]));
        NdArray coefficients = Tensor(file, path, "coefficients");
        if (coefficients.Type is not (ElementType.Float32 or ElementType.Float64) || coefficients.Shape.Count != 1)
            throw new InputException($"{path}: coefficients are {coefficients}, expected Float32 or Float64 [n]");
        // In floating point, so that sizes in a damaged file cannot overflow.
        Check(path, "coefficients", coefficients.Length,
            (double)lattice.Channels * lattice.TargetChannels * lattice.Y.Total * lattice.X.Total);
        (long[] sites, long[] targets) = by == Columns ? (input, output) : (output, input);
        Check(path, "sites", Product(sites), (double)lattice.Channels * lattice.Y.Sites * lattice.X.Sites);
        Check(path, "places", Product(targets),
            (double)lattice.TargetChannels * lattice.Y.Targets * lattice.X.Targets);
        return new(BoxMatrix.From(lattice, coefficients), input, output);
    }

    public static void ExportCsr(string path, SparseMap map, bool trim)
    {
        if (map.Columns > int.MaxValue || map.Rows >= Array.MaxLength)
            throw new InputException($"a matrix of {map.Rows} x {map.Columns} is too large for 32-bit indices");
        CompressedRows rows = map.Boxes.Compress(trim);
        NpzFile.Write(
            path,
            [
                new("data", rows.Data),
                new("indices", rows.Indices),
                new("indptr", rows.IndexPointer),
                new("shape", NdArray.From<long>([map.Rows, map.Columns], 2)),
            ],
            compress: false,
            // What scipy.sparse.load_npz tells the kind of matrix by.
            new Dictionary<string, string> { ["format"] = "csr" });
    }

    private static NdArray Boxes(AxisLattice axis)
    {
        long[] values = new long[2 * axis.Sites];
        for (int site = 0; site < axis.Sites; site++)
            (values[2 * site], values[2 * site + 1]) = (axis.Low(site), axis.Length(site));
        return NdArray.From<long>(values, axis.Sites, 2);
    }

    private static AxisLattice Axis(SafetensorsFile file, string path, string key, long targets, long period)
    {
        NdArray array = Tensor(file, path, key);
        if (array.Type != ElementType.Int64 || array.Shape.Count != 2 || array.Shape[1] != 2)
            throw new InputException($"{path}: {key} is {array}, expected Int64 [sites, 2]");
        ReadOnlySpan<long> values = array.Values<long>();
        Interval[] boxes = new Interval[array.Shape[0]];
        for (int site = 0; site < boxes.Length; site++)
        {
            (long low, long length) = (values[2 * site], values[2 * site + 1]);
            if (low < 0 || length < 0 || low > targets || length > targets - low)
            {
                throw new InputException(
                    $"{path}: {key}[{site}] begins at {low} and is {length} long, outside 0 … {targets - 1}");
            }
            boxes[site] = new(low, low + length - 1);
        }
        return new(targets, period, boxes);
    }

    private static long[] Numbers(SafetensorsFile file, string path, string key, int count = 0)
    {
        NdArray array = Tensor(file, path, key);
        if (array.Type != ElementType.Int64 || array.Shape.Count != 1 || (count > 0 && array.Length != count))
            throw new InputException($"{path}: {key} is {array}, expected Int64 [{(count > 0 ? count : "n")}]");
        return array.Values<long>().ToArray();
    }

    private static NdArray Tensor(SafetensorsFile file, string path, string key) =>
        file.Tensors.TryGetValue(key, out NdArray? array)
            ? array
            : throw new InputException($"{path}: tensor '{key}' is missing");

    private static double Product(long[] shape) => shape.Aggregate(1.0, (product, size) => product * size);

    private static void Check(string path, string what, double found, double expected)
    {
        if (found != expected)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"{path}: {found:F0} {what}, expected {expected:F0}"));
        }
    }
}
