using Hinge.Core.Randomness;
using Hinge.Scope.Certificates;
using Hinge.Scope.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>
/// Rows E1 – E7, E10 and E11 of the specification's §18 on every architecture with random weights and statistics, at
/// odd and even sizes.
/// </summary>
[NoLeak]
public class ArchitectureExactnessTests
{
    /// <summary>Name, width, depth, height, width of the picture; 0 leaves the published value.</summary>
    public static TheoryData<string, int, int, int, int> Combinations => new()
    {
        { "fsrcnn", 8, 2, 7, 6 },
        { "fsrcnn", 6, 1, 8, 5 },
        { "espcn", 8, 0, 7, 9 },
        { "espcn", 6, 0, 8, 8 },
        { "lapsrn", 5, 3, 6, 7 },
        { "lapsrn", 4, 2, 8, 8 },
        { "vdsr", 6, 4, 9, 7 },
        { "vdsr", 4, 5, 8, 10 },
        { "rdn", 6, 2, 5, 6 },
        { "rdn", 4, 3, 6, 6 },
        { "rrdn", 6, 1, 5, 5 },
        { "rrdn", 4, 2, 6, 4 },
        { "srresnet", 5, 1, 5, 4 },
        { "srresnet", 4, 2, 4, 4 },
        { "edsr", 6, 2, 5, 7 },
        { "edsr", 4, 3, 6, 6 },
        { "edge-sr-max", 4, 0, 7, 8 },
        { "edge-sr-tm", 3, 0, 7, 7 },
        { "edge-sr-tr", 4, 0, 6, 8 },
        { "edge-sr-cnn", 3, 0, 9, 6 },
        { "dncnn", 6, 4, 7, 9 },
        { "dncnn-bn", 6, 4, 9, 9 },
        { "dncnn-bn", 4, 5, 8, 10 },
        { "bf-dncnn", 6, 4, 7, 10 },
        { "unet", 4, 0, 10, 12 },
        { "bf-unet", 4, 0, 12, 8 },
        { "resnet20", 4, 0, 9, 11 },
        { "resnet20", 4, 0, 12, 8 },
        { "resnet32", 3, 0, 8, 8 },
        { "resnet44", 3, 0, 8, 9 },
        { "resnet56", 2, 0, 8, 8 },
        { "resnet18", 4, 0, 33, 31 },
        { "resnet18", 4, 0, 32, 32 },
        { "vgg11", 2, 0, 33, 35 },
        { "vgg11-bn", 2, 0, 32, 32 },
        { "squeezenet", 8, 0, 35, 38 },
        { "squeezenet", 4, 0, 41, 35 },
        { "densenet", 3, 16, 9, 11 },
        { "densenet", 4, 10, 8, 8 },
        { "transform-net", 4, 1, 12, 8 },
        { "transform-net", 4, 2, 8, 16 },
        { "cyclegan", 4, 1, 12, 16 },
        { "cyclegan", 3, 2, 16, 16 },
    };

    [Theory]
    [MemberData(nameof(Combinations))]
    public void They_hold_every_row_in_double(string name, int width, int depth, int rows, int columns) =>
        Check(name, width, depth, rows, columns, ScalarType.Float64);

    [Theory]
    [MemberData(nameof(Combinations))]
    public void They_hold_every_row_in_single(string name, int width, int depth, int rows, int columns) =>
        Check(name, width, depth, rows, columns, ScalarType.Float32);

    [Fact]
    public void Every_architecture_is_there() => Assert.Equal(
        Architectures.All.Select(each => each.Name).Order(),
        Combinations.Select(row => row.Data.Item1).Distinct().Order());

    private static void Check(string name, int width, int depth, int rows, int columns, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Architecture architecture = Architectures.Find(name);
        ArchitectureOptions options = new()
        {
            Width = width,
            Depth = depth == 0 ? null : depth,
            Classes = 7,
            Tail = rows % 2 == 0 ? UpsamplingTail.TransposedConvolution : UpsamplingTail.PixelShuffle,
            Scale = rows % 2 == 0 ? 2 : 3,
        };
        using nn.Module<Tensor, Tensor> network = architecture.Create(seed: 1, options);
        network.to(type);
        RandomStream stream = new RandomStream(11).Split(name).Split((ulong)rows);
        RandomWeights.Fill(network, stream.Split("weights"));
        Tensor x = RandomTensors.Gaussian([1, architecture.Input.Channels, rows, columns], type, stream.Split("x"));
        IReadOnlyList<CheckResult> found = ScopeCheck.Network(network, x, pairs: 5, batch: 4);
        Assert.All(found, row => Assert.True(row.Passed, $"{name}\n{string.Join('\n', found)}"));
    }
}
