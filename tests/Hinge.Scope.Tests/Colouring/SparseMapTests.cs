using System.Numerics;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Randomness;
using Hinge.Scope.Certificates;
using Hinge.Scope.Colouring;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Colouring;

/// <summary>Sparse maps with random boxes: products, files, export.</summary>
[NoLeak]
public class SparseMapTests
{
    public static TheoryData<ulong, ScalarType> Maps()
    {
        TheoryData<ulong, ScalarType> maps = [];
        for (ulong seed = 1; seed <= 12; seed++)
            maps.Add(seed, seed % 2 == 0 ? ScalarType.Float32 : ScalarType.Float64);
        return maps;
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Products_rows_and_columns_agree_with_the_dense_matrix(ulong seed, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        SparseMap map = NewMap(seed, type);
        Tensor dense = stack([.. Enumerable.Range(0, (int)map.Columns).Select(j => map.Column(j).flatten())], 1);
        Tensor rows = stack([.. Enumerable.Range(0, (int)map.Rows).Select(i => map.Row(i).flatten())], 0);
        Assert.Equal(0, RelativeError.Between(rows, dense));
        RandomStream stream = new RandomStream(seed).Split("vectors");
        double bound = type == ScalarType.Float64 ? 1e-14 : 1e-6;
        // Alone, and in groups of which the last is not full.
        foreach (long count in (long[])[1, 11])
        {
            Tensor v = RandomTensors.Gaussian([count, .. map.InputShape], type, stream);
            Tensor u = RandomTensors.Gaussian([count, .. map.OutputShape], type, stream);
            Assert.True(RelativeError.Between(map.Apply(v).flatten(1), v.flatten(1).matmul(dense.t())) < bound);
            Assert.True(RelativeError.Between(map.ApplyTransposed(u).flatten(1), u.flatten(1).matmul(dense)) < bound);
            Assert.True(RelativeError.Adjoint(u, map.Apply(v), map.ApplyTransposed(u), v) < bound);
        }
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Vector_kernels_equal_the_scalar_ones(ulong seed, ScalarType type)
    {
        if (type == ScalarType.Float64)
            CompareKernels<double>(seed, 1e-12);
        else
            CompareKernels<float>(seed, 1e-4f);
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void A_saved_map_comes_back_and_the_same_map_gives_the_same_bytes(ulong seed, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        SparseMap map = NewMap(seed, type);
        string first = folder.File("a.map"), second = folder.File("b.map");
        map.Save(first);
        SparseMap loaded = SparseMap.Load(first);
        loaded.Save(second);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        Assert.Equal(
            (map.Rows, map.Columns, map.Entries, map.Type),
            (loaded.Rows, loaded.Columns, loaded.Entries, loaded.Type));
        Tensor v = ones([1, .. map.InputShape], type);
        Assert.Equal(0, RelativeError.Between(loaded.Apply(v), map.Apply(v)));
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void The_exported_rows_give_the_same_product(ulong seed, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        SparseMap map = NewMap(seed, type);
        Tensor v = RandomTensors.Gaussian([1, .. map.InputShape], type, new RandomStream(seed).Split("v"));
        double[] expected = map.Apply(v).to(ScalarType.Float64).flatten().data<double>().ToArray();
        double[] vector = v.to(ScalarType.Float64).flatten().data<double>().ToArray();
        foreach (bool trim in new[] { false, true })
        {
            string path = folder.File($"{trim}.npz");
            map.ExportCsr(path, trim);
            IReadOnlyDictionary<string, NdArray> file = NpzFile.Read(path);
            Assert.Equal([map.Rows, map.Columns], file["shape"].Values<long>().ToArray());
            // scipy.sparse.load_npz asks for this.
            Assert.Equal("csr"u8.ToArray(), file["format"].Values<byte>().ToArray());
            double[] data = file["data"].ToDoubles();
            int[] indices = file["indices"].Values<int>().ToArray(), pointer = file["indptr"].Values<int>().ToArray();
            Assert.Equal(map.Rows + 1, pointer.Length);
            Assert.Equal(trim ? data.Count(value => value != 0) : map.Entries, data.Length);
            for (int row = 0; row < map.Rows; row++)
            {
                double sum = 0;
                for (int i = pointer[row]; i < pointer[row + 1]; i++)
                {
                    Assert.True(i == pointer[row] || indices[i] > indices[i - 1]);
                    sum += data[i] * vector[indices[i]];
                }
                Assert.Equal(expected[row], sum, 1e-4);
            }
        }
    }

    [Fact]
    public void Damaged_files_are_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a.map");
        NewMap(3, ScalarType.Float32).Save(path);
        ReaderFuzz.Hold([File.ReadAllBytes(path)], bytes =>
        {
            string damaged = folder.File("damaged.map");
            File.WriteAllBytes(damaged, bytes);
            SparseMap.Load(damaged);
        });
    }

    [Fact]
    public void Vectors_and_indices_that_do_not_fit_are_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        SparseMap map = NewMap(2, ScalarType.Float32);
        Assert.Throws<InputException>(() => map.Apply(zeros([1, map.Columns + 1])));
        Assert.Throws<InputException>(() => map.Row(map.Rows));
        Assert.Throws<InputException>(() => map.Column(-1));
    }

    /// <summary>Boxes of random places and sizes, some empty, with random coefficients and some zeros.</summary>
    private static SparseMap NewMap(ulong seed, ScalarType type)
    {
        RandomStream stream = new RandomStream(seed).Split("map");
        AxisLattice Axis()
        {
            int targets = stream.NextInt32(1, 40);
            Interval[] boxes = new Interval[stream.NextInt32(1, 12)];
            for (int i = 0; i < boxes.Length; i++)
            {
                int low = stream.NextInt32(targets), high = stream.NextInt32(targets);
                boxes[i] = high < low ? Interval.Empty : new(low, high);
            }
            return new(targets, boxes.Length, boxes);
        }
        Lattice lattice = new(seed % 3 != 0, stream.NextInt32(1, 3), stream.NextInt32(1, 3), Axis(), Axis());
        double[] values = new double[lattice.Entries];
        stream.FillGaussian(values);
        for (int i = 0; i < values.Length; i += 7)
            values[i] = 0;
        NdArray coefficients = type == ScalarType.Float64
            ? NdArray.From<double>(values, values.Length)
            : NdArray.From<float>(Array.ConvertAll(values, value => (float)value), values.Length);
        long[] sites = [lattice.Channels, lattice.Y.Sites, lattice.X.Sites];
        long[] targets = [lattice.TargetChannels, lattice.Y.Targets, lattice.X.Targets];
        BoxMatrix boxes = BoxMatrix.From(lattice, coefficients);
        return lattice.ByColumns ? new(boxes, sites, targets) : new(boxes, targets, sites);
    }

    private static void CompareLanes<T>(T[] coefficients, Box box, T[] targets, T[] factors, T bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = BoxKernel.Lanes<T>(), length = targets.Length / lanes;
        Vector<T> sums = BoxKernel.GatherLanes<T>(coefficients, box, targets);
        T[] scattered = [.. targets];
        BoxKernel.ScatterLanes<T>(coefficients, box, new(factors), scattered);
        for (int lane = 0; lane < lanes; lane++)
        {
            T[] target = [.. Enumerable.Range(0, length).Select(place => targets[place * lanes + lane])];
            T sum = BoxKernel.Gather<T>(coefficients, box, target);
            Assert.True(T.Abs(sum - sums[lane]) <= bound, $"width {box.Width}, picture {lane}");
            BoxKernel.Scatter(coefficients, box, factors[lane], target);
            for (int i = 0; i < length; i++)
            {
                T difference = T.Abs(target[i] - scattered[i * lanes + lane]);
                Assert.True(difference <= bound, $"width {box.Width}, picture {lane}, place {i}");
            }
        }
    }

    private static void CompareKernels<T>(ulong seed, T bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RandomStream stream = new RandomStream(seed).Split("kernels");
        for (int width = 0; width < 70; width++)
        {
            Box box = new(3, 5, 2, 1000, 3, 90, width);
            T[] coefficients = Random(3 + 6 * width), target = Random(2200);
            T scalar = BoxKernel.Gather<T>(coefficients, box, target);
            T vector = BoxKernel.GatherVector<T>(coefficients, box, target);
            Assert.True(T.Abs(scalar - vector) <= bound, $"width {width}");
            T[] other = [.. target];
            BoxKernel.Scatter(coefficients, box, T.CreateChecked(0.7), target);
            BoxKernel.ScatterVector(coefficients, box, T.CreateChecked(0.7), other);
            for (int i = 0; i < target.Length; i++)
                Assert.True(T.Abs(target[i] - other[i]) <= bound, $"width {width} at {i}");
            int lanes = BoxKernel.Lanes<T>();
            CompareLanes(coefficients, box, Random(lanes * 2200), Random(lanes), bound);
        }

        T[] Random(int count)
        {
            T[] values = new T[count];
            for (int i = 0; i < count; i++)
                values[i] = T.CreateChecked(stream.NextGaussian());
            return values;
        }
    }
}
