using Hinge.Core;
using Hinge.Scope.Analyses;
using Hinge.Scope.Spectra;
using Hinge.Scope.Tests.Networks;
using Hinge.Scope.Tests.Spectra;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Analyses;

[NoLeak]
public class ComparisonTests
{
    [Fact]
    public void Probes_estimate_the_distance_within_their_standard_error()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] values = [.. Enumerable.Range(0, 60).Select(i => Math.Pow(0.95, i))];
        Tensor one = SpectrumMatrix.With(values, 90, 60, 1), other = one + 0.3 * SpectrumMatrix.With(values, 90, 60, 2);
        using DenseMap first = new(one), second = new(other);
        CancellationToken cancel = TestContext.Current.CancellationToken;
        double exact = MapDistance.Exact(first, second, cancel).Value;
        Assert.Equal(0.3, exact, 1e-12);
        int within = 0;
        List<double> estimates = [], errors = [];
        for (ulong seed = 1; seed <= 60; seed++)
        {
            MapDistance estimate = MapDistance.Estimate(first, second, 40, seed, cancel);
            within += Math.Abs(estimate.Value - exact) <= 2 * estimate.StandardError ? 1 : 0;
            estimates.Add(estimate.Value);
            errors.Add(estimate.StandardError);
        }
        // Two standard errors hold 95 % of the estimates, and the error told is the scatter seen.
        Assert.InRange(within, 51, 60);
        double mean = estimates.Average(), scatter = Math.Sqrt(estimates.Sum(value => Math.Pow(value - mean, 2)) / 59);
        Assert.InRange(errors.Average() / scatter, 0.75, 1.35);
    }

    [Fact]
    public void A_map_is_no_distance_from_itself_and_maps_of_two_sizes_do_not_compare()
    {
        using DisposeScope scope = NewDisposeScope();
        using DenseMap map = new(ones(4, 3)), other = new(ones(3, 4)), nothing = new(zeros(4, 3));
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Assert.Equal(new(0, 0, 8), MapDistance.Estimate(map, map, 8, cancellation: cancel));
        Assert.Equal(new(0, 0, 8), MapDistance.Estimate(nothing, nothing, 8, cancellation: cancel));
        Assert.Equal(new(1, 0, 8), MapDistance.Estimate(map, nothing, 8, cancellation: cancel));
        Assert.Throws<InputException>(() => MapDistance.Estimate(map, other, cancellation: cancel));
        Assert.Throws<InputException>(() => MapDistance.Estimate(map, map, probes: 1, cancellation: cancel));
    }

    [Fact]
    public void Two_pictures_through_one_network_are_compared()
    {
        using DisposeScope scope = NewDisposeScope();
        using RandomNetwork net = new(2, NetworkFlavour.PiecewiseLinear, ScalarType.Float64, 4);
        using LinearScope linear = LinearScope.Attach(net);
        Tensor x = net.NewInput();
        using Interpreter at = linear.Freeze(x);
        using Interpreter same = linear.Freeze(x * (1 + 1e-12));
        using Interpreter far = linear.Freeze(-x);
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Comparison none = Comparison.Between(at, same, k: 3, cancellation: cancel);
        Assert.Equal(0, none.Distance.Value);
        Assert.All(none.Gates, call => Assert.Equal(0, call.Different));
        Assert.All(none.InputAngles.Concat(none.OutputAngles), angle => Assert.Equal(0, angle, 1e-6));
        Comparison some = Comparison.Between(at, far, k: 3, cancellation: cancel);
        Assert.True(some.Gates.Sum(call => call.Different) > some.Gates.Sum(call => call.Gates) / 10);
        double exact = MapDistance.Exact(at, far, cancel).Value;
        double error = some.Distance.StandardError;
        Assert.InRange(some.Distance.Value, exact - 5 * error, exact + 5 * error);
        Assert.True(some.InputAngles[^1] > 1e-3);
    }
}
