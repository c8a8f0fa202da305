using Hinge.Core;
using Hinge.Core.Pictures;
using Hinge.Core.Randomness;
using Hinge.Scope.Certificates;
using Hinge.Scope.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

[NoLeak]
public class NetworkInputTests
{
    private static readonly Picture s_colours = new(2, 1, 3, [255, 0, 51, 10, 20, 30]);
    private static readonly Picture s_greys = new(2, 1, 1, [255, 51]);

    [Fact]
    public void Colours_come_in_the_networks_order_and_range()
    {
        Assert.Equal([1, 10 / 255.0, 0, 20 / 255.0, 0.2, 30 / 255.0], Values(NetworkInput.Rgb, s_colours));
        Assert.Equal([255, 10, 0, 20, 51, 30], Values(NetworkInput.Rgb255, s_colours));
        Assert.Equal([51 - 104.0, 30 - 104, 0 - 117, 20 - 117, 255 - 123, 10 - 123],
            Values(NetworkInput.Caffe, s_colours));
        Assert.Equal([255, 51, 255, 51, 255, 51], Values(NetworkInput.Rgb255, s_greys));
    }

    [Fact]
    public void Luma_is_full_or_of_the_studio()
    {
        Assert.Equal([1, 0.2], Values(NetworkInput.Luma, s_greys));
        Assert.Equal(0.299 + (0.114 * 0.2), Values(NetworkInput.Luma, s_colours)[0], 1e-15);
        double[] studio = Values(NetworkInput.StudioLuma, s_greys);
        Assert.Equal(235 / 255.0, studio[0], 1e-15);
        Assert.Equal((16 + (219 * 0.2)) / 255, studio[1], 1e-15);
        Assert.Equal((16 + 65.481 + (24.966 * 0.2)) / 255, Values(NetworkInput.StudioLuma, s_colours)[0], 1e-15);
    }

    [Fact]
    public void The_mean_goes_off_and_the_deviation_divides()
    {
        double[] values = Values(NetworkInput.ImageNet, s_colours);
        Assert.Equal((1 - 0.485) / 0.229, values[0], 1e-14);
        Assert.Equal((0 - 0.456) / 0.224, values[2], 1e-14);
        Assert.Equal((0.2 - 0.406) / 0.225, values[4], 1e-14);
    }

    [Fact]
    public void Single_precision_is_the_rounded_double()
    {
        using Tensor wide = NetworkInput.ImageNet.From(s_colours, ScalarType.Float64);
        using Tensor narrow = NetworkInput.ImageNet.From(s_colours);
        Assert.Equal(
            wide.data<double>().ToArray().Select(value => (float)value), narrow.data<float>().ToArray());
    }

    [Theory]
    [InlineData(13, 16, "a picture of 13 x 16 pixels", "multiples of 4, 8 or more; the nearest size is 12 x 16")]
    [InlineData(4, 31, "a picture of 4 x 31 pixels", "the nearest size is 8 x 32")]
    public void Sizes_that_do_not_fit_are_told_with_the_nearest(int width, int height, string what, string rule)
    {
        NetworkInput input = Architectures.Find("transform-net").Input;
        string message = Assert.Throws<InputException>(() => input.From(Picture.Rgb(width, height))).Message;
        Assert.Contains(what, message);
        Assert.Contains(rule, message);
    }

    [Fact]
    public void Transparent_pixels_are_refused_and_opaque_ones_taken()
    {
        Picture picture = new(2, 1, 4, [1, 2, 3, 255, 4, 5, 6, 255]);
        Assert.Equal([1, 4, 2, 5, 3, 6], Values(NetworkInput.Rgb255, picture));
        picture[1, 0, 3] = 254;
        Assert.Contains("pixel (1, 0) is transparent",
            Assert.Throws<InputException>(() => NetworkInput.Rgb255.From(picture)).Message);
    }

    [Fact]
    public void Raw_coordinates_describe_the_same_output()
    {
        using DisposeScope scope = NewDisposeScope();
        InputNormalisation normalisation = InputNormalisation.ImageNet;
        using nn.Module<Tensor, Tensor> network =
            Architectures.Find("resnet20").Create(3, new() { Width = 4 }).to(ScalarType.Float64);
        RandomWeights.Fill(network, new RandomStream(4));
        Tensor raw = RandomTensors.Gaussian([1, 3, 8, 8], ScalarType.Float64, new RandomStream(5)).abs();
        Tensor seen = normalisation.Apply(raw);
        Assert.True(RelativeError.Between(normalisation.Invert(seen), raw) < 1e-15);

        using LinearScope linear = LinearScope.Attach(network);
        using Interpreter at = linear.Freeze(seen);
        using Tensor residual = at.RawResidual(normalisation);
        Tensor rows = normalisation.RawRows(at.RowsAt([.. Enumerable.Range(0, 10).Select(i => (long)i)]));

        // y = F_raw x + r_raw, with F_raw written out and r_raw = r - F(m/s).
        Tensor y = rows.flatten(1).matmul(raw.flatten()) + residual.flatten();
        Assert.True(RelativeError.Between(y, at.Output.flatten()) < 1e-12);
        Tensor origin = normalisation.Apply(zeros_like(raw));
        Assert.True(RelativeError.Between(residual, at.Residual + at.Apply(origin)) < 1e-12);
        Assert.True(RelativeError.Between(residual, at.Residual) > 0.01);
    }

    [Fact]
    public void A_normalisation_of_other_channels_is_refused()
    {
        using Tensor grey = zeros(1, 1, 4, 4);
        Assert.Throws<InputException>(() => InputNormalisation.ImageNet.Apply(grey));
    }

    private static double[] Values(NetworkInput input, Picture picture)
    {
        using Tensor tensor = input.From(picture, ScalarType.Float64);
        Assert.Equal([1, input.Channels, picture.Height, picture.Width], tensor.shape);
        return tensor.data<double>().ToArray();
    }
}
