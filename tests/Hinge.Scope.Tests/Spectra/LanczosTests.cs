using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scope.Spectra;
using Hinge.Scope.Tests.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Spectra;

/// <summary>Row E9 of the specification's §18.</summary>
[NoLeak]
public class LanczosTests
{
    // Name, rows, columns, k, s_i for i = 0 …
    private static readonly Dictionary<string, (long Rows, long Columns, int K, Func<int, double> Spectrum)> s_cases = new()
    {
        ["fast decay"] = (300, 200, 12, i => Math.Pow(0.8, i)),
        ["slow decay, tall"] = (500, 220, 30, i => 1 / (1 + 0.02 * i)),
        ["slow decay, wide"] = (220, 500, 30, i => 1 / (1 + 0.02 * i)),
        ["clustered"] = (260, 240, 20, i => i < 10 ? 1 + 1e-6 * i : i < 20 ? 0.9 - 1e-4 * i : 0.5 / (1 + i)),
        ["rank 9 of 240"] = (250, 240, 15, i => i < 9 ? 3 - 0.1 * i : 0),
        ["rank 1"] = (150, 120, 3, i => i == 0 ? 2 : 0),
        ["zero"] = (130, 120, 4, _ => 0),
        ["tiny scale"] = (200, 180, 10, i => 1e-100 * Math.Pow(0.9, i)),
        ["huge scale"] = (200, 180, 10, i => 1e100 * Math.Pow(0.9, i)),
        ["isometry"] = (200, 150, 8, _ => 1),
        ["all of a small one"] = (12, 9, 9, i => 9 - i),
    };

    public static TheoryData<string, int> Cases()
    {
        TheoryData<string, int> data = [];
        foreach (string name in s_cases.Keys)
        {
            data.Add(name, 1);
            data.Add(name, 4);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Triplets_are_those_of_the_dense_decomposition(string name, int block)
    {
        using DisposeScope scope = NewDisposeScope();
        (long rows, long columns, int k, Func<int, double> spectrum) = s_cases[name];
        double[] values = [.. Enumerable.Range(0, (int)Math.Min(rows, columns)).Select(spectrum)];
        Array.Sort(values, (one, other) => other.CompareTo(one));
        Tensor matrix = SpectrumMatrix.With(values, rows, columns, seed: 7);
        using DenseMap map = new(matrix);

        TruncatedSvd svd = SpectrumMatrix.Svd(map, k, new() { Tolerance = 1e-11, BlockSize = block });

        double[] dense = linalg.svdvals(matrix).data<double>().ToArray();
        Assert.Equal(k, svd.Count);
        for (int i = 0; i < k; i++)
            Assert.True(Math.Abs(svd.Values[i] - dense[i]) <= 1e-10 * dense[0], $"s{i}: {svd.Values[i]} {dense[i]}");
        Assert.True(svd.Residual <= 1e-11, $"residual {svd.Residual}");
        Assert.True(svd.LeftOrthogonality <= 1e-12, $"left {svd.LeftOrthogonality}");
        Assert.True(svd.RightOrthogonality <= 1e-12, $"right {svd.RightOrthogonality}");
        Assert.All(svd.Converged, Assert.True);
        Assert.All(svd.Right, vector => Assert.True(vector.MaxBy(Math.Abs) > 0));
    }

    [Fact]
    public void The_residuals_reported_are_those_of_the_vectors()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor matrix = SpectrumMatrix.With([.. Enumerable.Range(0, 150).Select(i => 2 - 0.01 * i)], 160, 150, 3);
        using DenseMap map = new(matrix);
        TruncatedSvd svd = SpectrumMatrix.Svd(map, 5, new() { Tolerance = 1e-3 });
        for (int i = 0; i < 5; i++)
        {
            Tensor u = tensor(svd.Left[i]), v = tensor(svd.Right[i]);
            double forward = (matrix.mv(v) - u * svd.Values[i]).norm().ToDouble() / svd.Values[0];
            double back = (matrix.t().mv(u) - v * svd.Values[i]).norm().ToDouble() / svd.Values[0];
            Assert.Equal(forward, svd.ForwardResiduals[i], 1e-14);
            Assert.Equal(back, svd.TransposedResiduals[i], 1e-14);
        }
        Assert.InRange(svd.Residual, 1e-12, 1e-3);
    }

    [Fact]
    public void A_value_repeated_no_more_often_than_the_block_is_wide_is_found_with_all_its_copies()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] values = [3, 3, 3, 3, .. Enumerable.Range(0, 300).Select(i => 2 / (1 + 0.01 * i))];
        using DenseMap map = new(SpectrumMatrix.With(values, 400, 320, 5));
        TruncatedSvd svd = SpectrumMatrix.Svd(map, 6, new() { BlockSize = 4, Tolerance = 1e-9 });
        Assert.Equal([3, 3, 3, 3, 2, 2 / 1.01], svd.Values, (one, other) => Math.Abs(one - other) < 1e-9);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_the_same_answer()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] values = [.. Enumerable.Range(0, 200).Select(i => Math.Pow(0.97, i))];
        using DenseMap map = new(SpectrumMatrix.With(values, 300, 200, 11));
        TruncatedSvd one = SpectrumMatrix.Svd(map, 10, new() { Seed = 4 });
        TruncatedSvd again = SpectrumMatrix.Svd(map, 10, new() { Seed = 4 });
        TruncatedSvd other = SpectrumMatrix.Svd(map, 10, new() { Seed = 5 });
        Assert.Equal(one.Values, again.Values);
        Assert.Equal(one.Left.SelectMany(vector => vector), again.Left.SelectMany(vector => vector));
        Assert.Equal(one.Right.SelectMany(vector => vector), again.Right.SelectMany(vector => vector));
        Assert.NotEqual(one.Right[9], other.Right[9]);
        Assert.True(SubspaceAngles.BetweenInputs(one, other).Max() < 1e-3);
    }

    [Theory]
    [InlineData(ScalarType.Float64, 1e-10)]
    [InlineData(ScalarType.Float32, 1e-6)]
    public void A_frozen_network_has_the_spectrum_of_its_matrix(ScalarType type, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        using RandomNetwork net = new(5, NetworkFlavour.PiecewiseLinear, type, 4);
        using Tensor x = net.NewInput().narrow(0, 0, 1);
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter at = linear.Freeze(x);
        using DenseMap matrix = DenseMap.Of(at, cancellation: TestContext.Current.CancellationToken);
        int k = (int)Math.Min(8, Math.Min(at.Rows, at.Columns));
        TruncatedSvd svd = SpectrumMatrix.Svd(at, k, new() { BlockSize = 4, ExtraVectors = 4, Tolerance = 10 * tolerance });
        double[] dense = linalg.svdvals(matrix.Matrix).data<double>().ToArray();
        for (int i = 0; i < k; i++)
            Assert.Equal(dense[i], svd.Values[i], tolerance * dense[0]);
        Assert.Equal(at.Input.shape[1..], svd.InputShape);
        Assert.Equal(at.Output.shape[1..], svd.OutputShape);
    }

    [Fact]
    public void What_did_not_converge_is_marked_and_thrown_with_the_rest()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] values = [10, 9, .. Enumerable.Range(0, 300).Select(i => 1 / (1 + 1e-4 * i))];
        using DenseMap map = new(SpectrumMatrix.With(values, 400, 310, 5));
        SpectrumNotConvergedException refused = Assert.Throws<SpectrumNotConvergedException>(
            () => SpectrumMatrix.Svd(map, 10, new() { MaxRestarts = 1 }));
        TruncatedSvd partial = refused.Partial;
        Assert.Equal(10, partial.Count);
        Assert.True(partial.Converged[0] && partial.Converged[1] && !partial.Converged[9]);
        Assert.Equal(10, partial.Values[0], 1e-10);
        Assert.Contains("of 10 singular triplets", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tolerance_beyond_the_precision_of_the_map_is_not_claimed()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] values = [.. Enumerable.Range(0, 150).Select(i => Math.Pow(0.9, i))];
        Tensor matrix = SpectrumMatrix.With(values, 200, 150, 2);
        using DenseMap map = new(matrix.to(ScalarType.Float32));
        SpectrumNotConvergedException refused = Assert.Throws<SpectrumNotConvergedException>(
            () => SpectrumMatrix.Svd(map, 5, new() { Tolerance = 1e-13 }));
        Assert.InRange(refused.Partial.Residual, 1e-13, 1e-5);
    }

    [Fact]
    public void Applications_are_counted_and_progress_is_told()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] values = [.. Enumerable.Range(0, 200).Select(i => 1 / (1 + 0.05 * i))];
        using DenseMap map = new(SpectrumMatrix.With(values, 300, 200, 8));
        Counting counting = new(map);
        Log log = new();
        TruncatedSvd svd = SpectrumMatrix.Svd(counting, 12, progress: log);
        // k + p = 32 steps of two applications, then 32 − (12 + 20/3) for every restart.
        Assert.Equal(2 * (32 + 14 * svd.Restarts), svd.Applications);
        Assert.Equal(24, svd.CheckApplications);
        Assert.Equal(svd.Applications + svd.CheckApplications, counting.Vectors);
        Assert.Equal(12, log.Events[^1].Done);
        Assert.Equal(svd.Restarts + 2, log.Events.Count);
    }

    [Fact]
    public void Cancellation_is_heard_between_applications()
    {
        using DisposeScope scope = NewDisposeScope();
        using CancellationTokenSource source = new();
        using DenseMap map = new(SpectrumMatrix.With([.. Enumerable.Range(1, 100).Select(i => 1.0 / i)], 200, 200, 8));
        Counting counting = new(map) { AtVector = vector => { if (vector == 9) source.Cancel(); } };
        Assert.Throws<OperationCanceledException>(() => Lanczos.Compute(counting, 4, cancellation: source.Token));
        Assert.InRange(counting.Vectors, 9, 10);
    }

    [Theory]
    [InlineData(0, 1e-5, 1, "0 singular values are wanted of a 8 × 5 map: 1 … 5")]
    [InlineData(6, 1e-5, 1, "6 singular values are wanted of a 8 × 5 map: 1 … 5")]
    [InlineData(2, 0, 1, "the tolerance is 0")]
    [InlineData(2, double.NaN, 1, "the tolerance is NaN")]
    [InlineData(2, 1e-5, -1, "the block size is -1; expected 1 … 64, or 0")]
    public void What_is_out_of_range_is_refused(int k, double tolerance, int block, string message)
    {
        using DisposeScope scope = NewDisposeScope();
        using DenseMap map = new(ones(8, 5));
        InputException refused = Assert.Throws<InputException>(
            () => SpectrumMatrix.Svd(map, k, new() { Tolerance = tolerance, BlockSize = block }));
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_that_returns_what_is_not_a_number_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using DenseMap map = new(full(100, 90, double.NaN, dtype: ScalarType.Float64));
        Assert.Contains(
            "not finite", Assert.Throws<InputException>(() => SpectrumMatrix.Svd(map, 2)).Message, StringComparison.Ordinal);
    }

    private sealed class Log : IProgress<RunProgress>
    {
        public List<RunProgress> Events { get; } = [];

        public void Report(RunProgress value) => Events.Add(value);
    }

    private sealed class Counting(ILinearMap map) : ILinearMap
    {
        public long Vectors { get; private set; }

        public Action<long>? AtVector { get; init; }

        public long Rows => map.Rows;

        public long Columns => map.Columns;

        public ScalarType Type => map.Type;

        public Tensor Apply(Tensor v) => Count(map.Apply(v));

        public Tensor ApplyTransposed(Tensor u) => Count(map.ApplyTransposed(u));

        private Tensor Count(Tensor result)
        {
            Vectors += result.shape[0];
            AtVector?.Invoke(Vectors);
            return result;
        }
    }
}
