using Hinge.Core;
using Hinge.Core.Pictures;
using Hinge.Testing;
using Hinge.Torch.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Tensors;

[NoLeak]
public sealed class PictureConversionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_sample_value_goes_there_and_back(int channels)
    {
        byte[] samples = [.. Enumerable.Range(0, 16 * 16 * channels).Select(i => (byte)(i * 7 / channels))];
        Picture picture = new(16, 16, channels, samples);
        using Tensor tensor = picture.ToTensor();
        Assert.Equal([1, channels, 16, 16], tensor.shape);
        Assert.Equal(ScalarType.Float32, tensor.dtype);
        Assert.Equal(samples, tensor.ToPicture().Samples);
    }

    [Fact]
    public void Rows_columns_and_channels_keep_their_places()
    {
        Picture picture = Picture.Rgb(3, 2);
        picture[2, 1, 0] = 51;
        picture[0, 1, 2] = 255;
        using Tensor tensor = picture.ToTensor();
        using Tensor red = tensor[0, 0, 1, 2], blue = tensor[0, 2, 1, 0], sum = tensor.sum();
        Assert.Equal(51 / 255f, red.item<float>());
        Assert.Equal(1f, blue.item<float>());
        Assert.Equal(1 + 51 / 255f, sum.item<float>());
    }

    [Fact]
    public void Values_are_clamped_and_halves_go_to_the_even_neighbour()
    {
        double[] values = [-0.5, 0, 0.5 / 255, 1.5 / 255, 2.5 / 255, 2.51 / 255, 1, 7, double.PositiveInfinity];
        using Tensor tensor = torch.tensor(values, [1, 1, 1, 9]);
        Assert.Equal(new byte[] { 0, 0, 0, 2, 2, 3, 255, 255, 255 }, tensor.ToPicture().Samples);
    }

    [Fact]
    public void Strides_and_a_missing_batch_dimension_do_not_matter()
    {
        using var scope = NewDisposeScope();
        Tensor wide = arange(6, dtype: ScalarType.Float32).div(255).reshape(1, 2, 3);
        Tensor tall = wide.transpose(1, 2);
        Picture picture = tall.ToPicture();
        Assert.Equal((2, 3), (picture.Width, picture.Height));
        Assert.Equal(new byte[] { 0, 3, 1, 4, 2, 5 }, picture.Samples);
    }

    [Fact]
    public void What_is_no_picture_is_refused()
    {
        using var scope = NewDisposeScope();
        Tensor two = zeros(2, 4, 4), batch = zeros(2, 3, 4, 4), whole = zeros([1, 4, 4], ScalarType.Int32);
        Tensor bad = zeros(1, 4, 4), none = zeros(3, 0, 4);
        bad[0, 1, 2] = float.NaN;
        Assert.All([two, batch, whole, none], tensor =>
            Assert.Contains("expected floating point [1,C,H,W]",
                Assert.Throws<InputException>(() => tensor.ToPicture()).Message));
        Assert.Equal("tensor holds NaN at [0,1,2]; a picture has no NaN",
            Assert.Throws<InputException>(() => bad.ToPicture()).Message);
    }
}
