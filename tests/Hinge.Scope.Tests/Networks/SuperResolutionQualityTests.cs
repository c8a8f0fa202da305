using Hinge.Core.Pictures;
using Hinge.Scope.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>X4 of the specification: PSNR on Set5 as an independent implementation measured it.</summary>
[NoLeak]
public class SuperResolutionQualityTests
{
    [Theory]
    [InlineData("fsrcnn_x2", 2, 34.86)]
    [InlineData("fsrcnn_x3", 3, 30.56)]
    [InlineData("fsrcnn_x4", 4, 28.38)]
    [InlineData("fsrcnn_small_x2", 2, 34.52)]
    [InlineData("fsrcnn_small_x3", 3, 30.18)]
    [InlineData("fsrcnn_small_x4", 4, 28.15)]
    [InlineData("espcn_x2", 2, 34.73)]
    [InlineData("espcn_x3", 3, 30.49)]
    [InlineData("espcn_x4", 4, 28.37)]
    [InlineData("lapsrn_x2", 2, 34.47)]
    public void Set5_is_enlarged_as_well_as_elsewhere(string name, int scale, double expected)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = HandedNetwork.Load(name, ScalarType.Float32);
        NetworkInput input = HandedNetwork.Architecture(name).Input;
        double sum = 0;
        string[] pictures = ["baby", "bird", "butterfly", "head", "woman"];
        foreach (string picture in pictures)
            sum += Psnr(network, input, picture, scale);
        Assert.Equal(expected, sum / pictures.Length, 0.05);
    }

    private static double Psnr(nn.Module<Tensor, Tensor> network, NetworkInput input, string picture, int scale)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        string folder = SharedData.Path("scope/images/set5");
        Tensor small = input.From(PngFile.Read(Path.Combine(folder, $"{picture}_x{scale}.png")));
        Tensor large = input.From(PngFile.Read(Path.Combine(folder, $"{picture}.png")));
        Tensor enlarged = network.call(small).clamp(0, 1);
        long rows = enlarged.shape[2] - (2 * scale), columns = enlarged.shape[3] - (2 * scale);
        Tensor error = (enlarged - large.narrow(2, 0, enlarged.shape[2]).narrow(3, 0, enlarged.shape[3]))
            .narrow(2, scale, rows).narrow(3, scale, columns).to(ScalarType.Float64);
        return -10 * Math.Log10(error.square().mean().ToDouble());
    }
}
