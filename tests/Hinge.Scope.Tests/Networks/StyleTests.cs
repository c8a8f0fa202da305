using Hinge.Scope.Certificates;
using Hinge.Scope.Replay;
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

    private static (Tensor Row, Certificate Certificate) Row(
        nn.Module<Tensor, Tensor> network, Tensor x, long index, FreezingModes modes)
    {
        using LinearScope linear = LinearScope.Attach(network, new() { Modes = modes });
        using Interpreter at = linear.Freeze(x);
        return (at.RowsAt(index), at.Certify());
    }
}
