using Hinge.Samples;
using Hinge.Scope.Certificates;
using Hinge.Scope.Networks;
using Hinge.Scope.Replay;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>F9 of the specification: what is frozen is not always the Jacobian, and both are complete.</summary>
[NoLeak]
public class StyleTests
{
    [Fact]
    public void Frozen_statistics_give_other_rows_than_the_Jacobian()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = HandedNetwork.Load("la_muse");
        Tensor x = HandedNetwork.ReferenceInput("la_muse");
        long index = (long)HandedNetwork.Reference("la_muse")["row_index"].ToDoubles()[0];
        (Tensor frozen, Certificate first) = Row(network, x, index, new());
        (Tensor tangent, Certificate second) = Row(network, x, index, FreezingModes.Jacobian);
        Assert.True(first.Passed && !first.IsJacobian, first.ToString());
        Assert.True(second.Passed && second.IsJacobian, second.ToString());

        double difference = RelativeError.Between(tangent, frozen);
        TestContext.Current.TestOutputHelper?.WriteLine($"{difference:0.00}");
        Assert.InRange(difference, 0.77, 0.79);   // 78 %, by the origin of the reference

        // The tangent row is automatic differentiation's.
        Tensor seed = zeros(1, x.numel(), dtype: ScalarType.Float64);
        seed.narrow(1, index, 1).fill_(1);
        Tensor exact = new AutogradMap(network, x).ApplyTransposed(seed.reshape(x.shape));
        Assert.InRange(RelativeError.Between(tangent, exact), 0, 1e-12);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void So_they_do_on_the_network_that_comes_with_the_library(ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = EmbeddedNetworks.Find("tiny-style").Load().to(type);
        Tensor x = SamplePicture.All[1].DrawGrey().ToTensor().to(type);
        long index = (x.numel() / 2) + (x.shape[3] / 2);
        (Tensor frozen, Certificate first) = Row(network, x, index, new());
        (Tensor tangent, Certificate second) = Row(network, x, index, FreezingModes.Jacobian);
        Assert.True(first.Passed && !first.IsJacobian, first.ToString());
        Assert.True(second.Passed && second.IsJacobian, second.ToString());

        double difference = RelativeError.Between(tangent, frozen);
        TestContext.Current.TestOutputHelper?.WriteLine($"{difference:0.00}");
        Assert.InRange(difference, 0.3, 2);
    }

    private static (Tensor Row, Certificate Certificate) Row(
        nn.Module<Tensor, Tensor> network, Tensor x, long index, FreezingModes modes)
    {
        using LinearScope linear = LinearScope.Attach(network, new() { Modes = modes });
        using Interpreter at = linear.Freeze(x);
        return (at.RowsAt(index), at.Certify());
    }
}
