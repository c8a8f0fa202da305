using Hinge.Scope.Certificates;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>
/// Rows E1 – E7, E10 and E11 of the specification's §18 on the networks of others, on crops of pictures.
/// </summary>
[NoLeak]
public class HandedExactnessTests
{
    public static TheoryData<string> Names => HandedNetwork.Names;

    // Some twenty seconds: .ci/run asks for it with --explicit only.
    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public void They_hold_every_row_in_double(string name) => Check(name, ScalarType.Float64);

    [Theory]
    [MemberData(nameof(Names))]
    public void They_hold_every_row_in_single(string name) => Check(name, ScalarType.Float32);

    private static void Check(string name, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = HandedNetwork.Load(name, type);
        Tensor whole = HandedNetwork.ReferenceInput(name, type);
        // Double precision takes four times as long, and a small crop has every unit in it.
        int crop = type == ScalarType.Float64 && HandedNetwork.Architecture(name).Input.Smallest <= 12 ? 12 : 24;
        Tensor x = whole.slice(2, 0, Math.Min(crop, whole.shape[2]), 1).slice(3, 0, Math.Min(crop, whole.shape[3]), 1)
            .contiguous();
        IReadOnlyList<CheckResult> rows = ScopeCheck.Network(network, x, pairs: 5, batch: 4);
        Assert.All(rows, row => Assert.True(row.Passed, $"{name}\n{string.Join('\n', rows)}"));
    }
}
