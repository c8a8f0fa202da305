using Hinge.Core;
using Hinge.Scope.Bias;
using Hinge.Scope.Networks;
using Hinge.Scope.Tests.Networks;
using Hinge.Scope.Units;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Bias;

[NoLeak]
public class BiasRelianceTests
{
    [Fact]
    public void Without_biases_the_linear_part_alone_decides_always()
    {
        BiasReliance found = OfDigits("tiny-digits-free", 500);
        Assert.Equal(500, found.Count);
        Assert.Equal(EmbeddedNetworks.Find("tiny-digits-free").Quality.Value, found.Accuracy, 0.002);
        Assert.Equal(found.Accuracy, found.LinearAccuracy);
        Assert.Equal(1, found.LinearAgreement);
        Assert.Equal(0.1, found.ResidualAccuracy, 1e-12);   // r = 0: all ten classes share every answer
        Assert.Equal(0.1, found.ResidualAgreement, 1e-12);
        Assert.Equal((0, 0, 0), (found.ResidualOfWinner, found.ResidualShare, found.Completeness));
        Assert.Empty(found.Kinds);
    }

    [Fact]
    public void With_batch_norms_the_residual_alone_is_right_more_than_twice_as_often_as_chance()
    {
        BiasReliance found = OfDigits("tiny-digits-bn", 500);
        Assert.Equal(EmbeddedNetworks.Find("tiny-digits-bn").Quality.Value, found.Accuracy, 0.002);
        Assert.InRange(found.ResidualAccuracy, 0.2, 1);
        Assert.InRange(found.LinearAccuracy, 0, found.Accuracy);
        Assert.InRange(found.LinearAgreement, 0, 0.999);
        Assert.InRange(found.ResidualShare, 0.05, 1);
        Assert.InRange(found.Completeness, 0, 5e-6);
        Assert.Equal([SiteKind.Bias, SiteKind.Shift], found.Kinds.Keys.Order());
    }

    [Fact]
    public void How_the_inputs_are_batched_does_not_matter()
    {
        BiasReliance one = OfDigits("tiny-digits-bn", 50, batch: 50), other = OfDigits("tiny-digits-bn", 50, batch: 7);
        Assert.Equal((one.Accuracy, one.LinearAccuracy, one.ResidualAccuracy),
            (other.Accuracy, other.LinearAccuracy, other.ResidualAccuracy));
        Assert.Equal(one.ResidualOfWinner, other.ResidualOfWinner, 1e-5);
        Assert.Equal(one.ResidualShare, other.ResidualShare, 1e-5);
        Assert.Equal(one.Kinds[SiteKind.Shift], other.Kinds[SiteKind.Shift], 1e-5);
    }

    [Fact]
    public void On_a_linear_classifier_every_number_is_known()
    {
        using DisposeScope scope = NewDisposeScope();
        using Linear net = nn.Linear(2, 2);
        using (no_grad())
        {
            net.weight.copy_(tensor(new float[] { 1, 0, 0, 1 }, [2, 2]));
            net.bias!.copy_(tensor(new float[] { 3, 0 }));
        }
        net.eval();
        using LinearScope hooked = LinearScope.Attach(net);
        // y = x + (3, 0): (1, 2) -> (4, 2), (0, 4) -> (3, 4), (3, 3) -> (6, 3).
        Tensor x = tensor(new float[] { 1, 2, 0, 4, 3, 3 }, [3, 2]);
        BiasReliance found = Measure(hooked, x, [0, 1, 1], batch: 2);

        Assert.Equal(2.0 / 3, found.Accuracy, 1e-12);
        // By x alone (1, 2) goes to class 1, (0, 4) too, and (3, 3) to both by half.
        Assert.Equal(1.5 / 3, found.LinearAccuracy, 1e-12);
        Assert.Equal(1.5 / 3, found.LinearAgreement, 1e-12);
        Assert.Equal(1.0 / 3, found.ResidualAccuracy, 1e-12);
        Assert.Equal(2.0 / 3, found.ResidualAgreement, 1e-12);
        Assert.Equal(((3.0 / 4) + 0 + (3.0 / 6)) / 3, found.ResidualOfWinner, 1e-7);
        double[] norms = [Math.Sqrt(5), 4, Math.Sqrt(18)];
        Assert.Equal(norms.Average(norm => 3 / (3 + norm)), found.ResidualShare, 1e-7);
        Assert.Equal(found.ResidualShare, Assert.Single(found.Kinds).Value, 1e-7);
    }

    [Fact]
    public void In_raw_coordinates_the_mean_that_was_taken_off_belongs_to_the_residual()
    {
        using DisposeScope scope = NewDisposeScope();
        using Flatten flatten = nn.Flatten();
        using Sequential net = nn.Sequential(flatten);
        net.eval();
        using LinearScope hooked = LinearScope.Attach(net);
        // Raw values (4, 1) and (2, 9), less (3, 5), over (2, 1): y = z = (0.5, -4) and (-0.5, 4).
        InputNormalisation normalisation = new([3, 5], [2, 1]);
        Tensor z = tensor(new float[] { 0.5f, -4, -0.5f, 4 }, [2, 2, 1, 1]);

        BiasReliance own = Measure(hooked, z, [0, 1]);
        Assert.Equal((1, 1, 0.5, 0), (own.Accuracy, own.LinearAccuracy, own.ResidualAccuracy, own.ResidualShare));

        // F x = (2, 1) and (1, 9), r = (-1.5, -5).
        BiasReliance raw = BiasReliance.Measure(
            hooked, z, [0, 1], raw: normalisation, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((1, 1, 0.5), (raw.Accuracy, raw.LinearAccuracy, raw.ResidualAccuracy));
        Assert.Equal(((-1.5 / 0.5) + (-5 / 4.0)) / 2, raw.ResidualOfWinner, 1e-6);
        double r = Math.Sqrt(27.25);
        Assert.Equal(((r / (r + Math.Sqrt(5))) + (r / (r + Math.Sqrt(82)))) / 2, raw.ResidualShare, 1e-6);
        Assert.InRange(raw.Completeness, 0, 1e-6);

        IReadOnlyList<BiasReliance> both = BiasReliance.Measure(
            hooked, z, [0, 1], [InputNormalisation.None, normalisation],
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equivalent(new[] { own, raw }, both, strict: true);
    }

    [Fact]
    public void Sets_that_do_not_fit_are_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = EmbeddedNetworks.Find("tiny-digits-free").Load();
        using LinearScope hooked = LinearScope.Attach(net);
        Tensor x = SampleInputs.Of("tiny-digits-free", 2);
        string Refusal(Tensor inputs, params int[] labels) =>
            Assert.Throws<InputException>(() => Measure(hooked, inputs, labels)).Message;
        Assert.Equal("2 inputs and 1 labels, expected as many of both, 1 or more", Refusal(x, 1));
        Assert.Equal("0 inputs and 0 labels, expected as many of both, 1 or more", Refusal(x.narrow(0, 0, 0)));
        Assert.Equal("label 10 of 10 classes", Refusal(x, 1, 10));

        using nn.Module<Tensor, Tensor> pictures = EmbeddedNetworks.Find("tiny-sr").Load();
        using LinearScope other = LinearScope.Attach(pictures);
        Assert.StartsWith("the output is [1, 1, 40, 48], expected [n, classes]", Assert.Throws<InputException>(
            () => Measure(other, SampleInputs.Of("tiny-sr", 1), [0])).Message);
    }

    private static BiasReliance OfDigits(string name, int count, int batch = 64)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = EmbeddedNetworks.Find(name).Load();
        using LinearScope hooked = LinearScope.Attach(net);
        return Measure(hooked, SampleInputs.Of(name, count), SampleInputs.Labels(count), batch);
    }

    private static BiasReliance Measure(LinearScope scope, Tensor inputs, int[] labels, int batch = 64) =>
        BiasReliance.Measure(scope, inputs, labels, batch, cancellation: TestContext.Current.CancellationToken);
}
