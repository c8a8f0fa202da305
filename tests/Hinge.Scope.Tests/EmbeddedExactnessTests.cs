using Hinge.Scope.Certificates;
using Hinge.Scope.Networks;
using Hinge.Scope.Tests.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests;

/// <summary>Rows E1 – E7, E10 and E11 of the specification's §18 on the networks that come with the library.</summary>
[NoLeak]
public class EmbeddedExactnessTests
{
    public static TheoryData<string, ScalarType, int> Cases()
    {
        TheoryData<string, ScalarType, int> data = [];
        foreach (EmbeddedNetwork network in EmbeddedNetworks.All)
        {
            for (int picture = 0; picture < 4; picture++)
            {
                data.Add(network.Name, ScalarType.Float32, picture);
                data.Add(network.Name, ScalarType.Float64, picture);
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_row_holds(string network, ScalarType type, int picture)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = EmbeddedNetworks.Find(network).Load().to(type);
        Tensor x = SampleInputs.Of(network, picture + 1).narrow(0, picture, 1).to(type);

        IReadOnlyList<CheckResult> rows = ScopeCheck.Network(net, x, pairs: 100, batch: 64);

        Assert.All(rows, row => Assert.True(row.Passed, string.Join('\n', rows)));
        string[] expected = ["E1", "E2", "E3", "E4", "E5", "E6", "E10", "E11"];
        Assert.Superset(expected.ToHashSet(), rows.Select(row => row.Id).ToHashSet());
        Assert.Equal(network == "tiny-digits-free" ? 2 : 0, rows.Count(row => row.Id == "E7"));
    }

    [Fact]
    public void Bicubic_interpolation_holds_every_row()
    {
        using DisposeScope scope = NewDisposeScope();
        using BicubicUpsampling net = new();
        IReadOnlyList<CheckResult> rows = ScopeCheck.Network(net, SampleInputs.Of("tiny-sr", 1), pairs: 100, batch: 64);
        Assert.All(rows, row => Assert.True(row.Passed, string.Join('\n', rows)));
    }
}
