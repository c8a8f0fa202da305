using Hinge.Core.Formats;
using Hinge.Scope.Certificates;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>
/// X3 of the specification: y, r, a row and a column against an independent implementation, in double.
/// </summary>
[NoLeak]
public class ReferenceTests
{
    private const double Bound = 1e-10;

    public static TheoryData<string> Names => HandedNetwork.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Networks_of_others_agree_with_the_reference(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        // The reference took ESPCN's tanh by its tangent, the style network's by its ratio.
        ActivationMode activation = name.StartsWith("espcn", StringComparison.Ordinal)
            ? ActivationMode.Tangent : ActivationMode.ZeroSecant;
        using nn.Module<Tensor, Tensor> network = HandedNetwork.Load(name);
        Compare(network, HandedNetwork.Reference(name), activation, "r", "row", "column");
    }

    [Theory]
    [InlineData("espcn_x2")]
    [InlineData("espcn_x3")]
    [InlineData("espcn_x4")]
    public void The_secant_of_a_tanh_agrees_with_the_reference(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = HandedNetwork.Load(name);
        Compare(network, HandedNetwork.Reference(name), ActivationMode.Secant, "r_secant", "row_secant", null);
        Compare(network, HandedNetwork.Reference(name), ActivationMode.ZeroSecant, "r_secant", "row_secant", null);
    }

    private static void Compare(
        nn.Module<Tensor, Tensor> network, IReadOnlyDictionary<string, NdArray> reference,
        ActivationMode activation, string residual, string row, string? column)
    {
        ScopeSettings settings = new() { Modes = new() { Activation = activation } };
        using LinearScope linear = LinearScope.Attach(network, settings);
        using Tensor single = reference["x"].ToTensor();
        using Tensor x = single.to(ScalarType.Float64);
        using Interpreter at = linear.Freeze(x);
        Near(reference["y"], at.Output, "y");
        Near(reference[residual], at.Residual, residual);
        Near(reference[row], at.RowsAt(Index(reference["row_index"])), row);
        if (column is not null)
            Near(reference[column], at.ColumnsAt(Index(reference["column_index"])), column);
    }

    private static long Index(NdArray index) => (long)index.ToDoubles()[0];

    private static void Near(NdArray expected, Tensor found, string what)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor wide = expected.ToTensor().to(ScalarType.Float64).reshape(found.shape);
        double error = RelativeError.Between(found, wide);
        TestContext.Current.TestOutputHelper?.WriteLine($"{what} {error:0.0e-0}");
        Assert.True(error <= Bound, $"{what}: relative difference {error:0.0e-0}");
    }
}
