using Hinge.Scope.Certificates;
using Hinge.Scope.Tests.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests;

/// <summary>Rows E1 – E7, E10 and E11 of the specification's §18 on random architectures.</summary>
[NoLeak]
public class ExactnessTests
{
    public static TheoryData<ulong, NetworkFlavour> Architectures()
    {
        TheoryData<ulong, NetworkFlavour> data = [];
        foreach (NetworkFlavour flavour in Enum.GetValues<NetworkFlavour>())
        {
            for (ulong seed = 1; seed <= 12; seed++)
                data.Add(seed, flavour);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Random_architectures_hold_every_row_in_double(ulong seed, NetworkFlavour flavour) =>
        Check(seed, flavour, ScalarType.Float64, mostBlocks: 12);

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Random_architectures_hold_every_row_in_single(ulong seed, NetworkFlavour flavour) =>
        Check(seed, flavour, ScalarType.Float32, mostBlocks: 5);

    // In single precision a random network of many blocks can be so ill-conditioned that rounding its input alone moves
    // its output by more than the bounds; double precision shows the same code exact at any depth.
    private static void Check(ulong seed, NetworkFlavour flavour, ScalarType type, int mostBlocks)
    {
        using DisposeScope scope = NewDisposeScope();
        using RandomNetwork net = new(seed, flavour, type, mostBlocks);
        using Tensor x = net.NewInput();
        IReadOnlyList<CheckResult> rows = ScopeCheck.Network(net, x, pairs: 10, batch: 8);
        Assert.All(rows, row => Assert.True(row.Passed, $"{net.Description}\n{string.Join('\n', rows)}"));
    }
}
