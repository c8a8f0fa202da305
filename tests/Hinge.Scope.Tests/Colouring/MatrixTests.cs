using Hinge.Core;
using Hinge.Scope.Certificates;
using Hinge.Scope.Colouring;
using Hinge.Scope.Networks;
using Hinge.Scope.Tests.Networks;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Colouring;

/// <summary>E8: the coloured matrix against the dense one, built column by column.</summary>
[NoLeak]
public class MatrixTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<ulong> Seeds() => [.. Enumerable.Range(1, 30).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Colours_give_the_dense_matrix_in_double(ulong seed) => Compare(seed, ScalarType.Float64, 1e-12);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Colours_give_the_dense_matrix_in_single(ulong seed) => Compare(seed, ScalarType.Float32, 5e-6);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Rows_give_the_same_matrix_as_columns(ulong seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using LocalNetwork net = new(seed, ScalarType.Float64);
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(net.NewInput());
        MatrixExtraction extraction = new(at, new());
        long[] input = at.Input.shape[1..], output = at.Output.shape[1..];
        SparseMap columns = extraction.Extract(Lattice.Columns(at.Footprint, input, output), null, Cancellation);
        SparseMap rows = extraction.Extract(Lattice.Rows(at.Footprint, input, output), null, Cancellation);
        Assert.True(extraction.Certify(columns).Passed);
        Assert.True(extraction.Certify(rows).Passed);
        Assert.True(RelativeError.Between(Dense(rows), Dense(columns)) < 1e-12, net.Description);
    }

    [Fact]
    public void One_pixel_less_than_the_period_fails_the_certificate()
    {
        using DisposeScope scope = NewDisposeScope();
        using Fsrcnn net = RandomFsrcnn.New(6, 3, 1, ScalarType.Float64);
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(rand(1, 1, 40, 37, dtype: ScalarType.Float64));
        MatrixExtraction extraction = new(at, new());
        Lattice lattice = Lattice.Columns(at.Footprint, at.Input.shape[1..], at.Output.shape[1..]);
        Assert.True(extraction.Certify(extraction.Extract(lattice, null, Cancellation)).Passed);
        foreach (Lattice tight in new[]
            {
                lattice with { Y = lattice.Y.WithPeriod(lattice.Y.Period - 1) },
                lattice with { X = lattice.X.WithPeriod(lattice.X.Period - 1) },
            })
        {
            SparseMap wrong = extraction.Extract(tight, null, Cancellation);
            Assert.Throws<RunFailedException>(() => extraction.Certify(wrong));
        }
    }

    [Fact]
    public void A_classifier_is_computed_densely_and_says_why()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new();
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(SmallNet.NewInput());
        SparseExtraction found = at.ToSparse(cancellation: Cancellation);
        Assert.Equal(
            "colouring gains nothing (_head (Linear) reaches the whole picture): dense rows, 3 of them", found.Note);
        Assert.Equal(3, found.Passes);
        AssertDense(found.Map, at, 1e-12, "classifier");
    }

    [Fact]
    public void A_matrix_beyond_the_budget_is_refused_before_it_is_computed()
    {
        using DisposeScope scope = NewDisposeScope();
        using Fsrcnn net = RandomFsrcnn.New(6, 3, 1);
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(rand(1, 1, 40, 40));
        InputException refused =
            Assert.Throws<InputException>(
                () => at.ToSparse(new ColouringSettings { MemoryBudget = 1000 }, cancellation: Cancellation));
        Assert.Matches(
            @"the matrix needs [\d,]+ bytes, the budget is 1,000: crop the picture \(--crop\)", refused.Message);
    }

    [Fact]
    public void A_batch_is_refused_and_cancelling_stops()
    {
        using DisposeScope scope = NewDisposeScope();
        using Fsrcnn net = RandomFsrcnn.New(6, 3, 1);
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter two = hooked.Freeze(rand(2, 1, 20, 20));
        Assert.Throws<InputException>(() => two.ToSparse(cancellation: Cancellation));
        using Interpreter at = hooked.Freeze(rand(1, 1, 40, 40));
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => at.ToSparse(cancellation: cancelled.Token));
    }

    [Fact]
    public void The_handed_FSRCNN_takes_169_passes()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = HandedNetwork.Load("fsrcnn_x2", ScalarType.Float32);
        using LinearScope hooked = LinearScope.Attach(net);
        Tensor x = HandedNetwork.Reference("fsrcnn_x2")["x"].ToTensor().repeat(1, 1, 2, 2);
        using Interpreter at = hooked.Freeze(x);
        SparseExtraction found = at.ToSparse(cancellation: Cancellation);
        Assert.Equal("26 x 26", found.Footprint.ToString());
        Assert.Equal((13, 13), found.Period);
        Assert.Equal((169, 676, 169), (found.ForwardPasses, found.ReversePasses, found.Passes));
        Assert.Null(found.Note);
        Assert.True(found.Certificate.Passed);
        // Clipped at the border: the sum of the lengths along an axis, squared.
        Assert.Equal((48 * 26 - 84) * (48 * 26 - 84), found.Map.Entries);
    }

    [Theory]
    [InlineData("espcn_x3", 0)]
    [InlineData("fsrcnn_small_x4", 0)]
    [InlineData("resnet20_cifar10", 10)]
    public void Handed_networks_pass_the_certificate(string name, long densePasses)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = HandedNetwork.Load(name);
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(HandedNetwork.Reference(name)["x"].ToTensor().to(ScalarType.Float64));
        SparseExtraction found = at.ToSparse(cancellation: Cancellation);
        Assert.True(found.Certificate.Passed);
        Assert.Equal(densePasses > 0, found.Note is not null);
        if (densePasses > 0)
            Assert.Equal(densePasses, found.Passes);
    }

    private static void Compare(ulong seed, ScalarType type, double bound)
    {
        using DisposeScope scope = NewDisposeScope();
        using LocalNetwork net = new(seed, type);
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(net.NewInput());
        SparseExtraction found = at.ToSparse(cancellation: Cancellation);
        Assert.Equal(found.Note is not null, found.Passes == Math.Min(at.Rows, at.Columns));
        AssertDense(found.Map, at, bound, net.Description);
    }

    private static void AssertDense(SparseMap map, Interpreter at, double bound, string description)
    {
        Tensor columns = at.ColumnsAt([.. Enumerable.Range(0, (int)at.Columns).Select(i => (long)i)]);
        Tensor dense = columns.reshape(at.Columns, at.Rows).t();
        double error = RelativeError.Between(Dense(map), dense);
        Assert.True(error < bound, $"{description}: {error}");
    }

    private static Tensor Dense(SparseMap map) =>
        stack([.. Enumerable.Range(0, (int)map.Rows).Select(row => map.Row(row).flatten())], 0);
}
