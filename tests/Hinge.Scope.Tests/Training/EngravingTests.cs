using Hinge.Samples;
using Hinge.Scope.Training;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Training;

[NoLeak]
public class EngravingTests
{
    [Fact]
    public void A_flat_picture_becomes_the_lines_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor y = Engraving.Of(full([1, 1, 8, 12], 0.3f));
        for (int i = 0; i < 8 * 12; i++)
        {
            float expected = (((i / 12) + (i % 12)) % 4) switch { 0 => 0, 2 => 1, _ => 0.5f };
            Assert.Equal(expected, y[0, 0, i / 12, i % 12].ToSingle(), 1e-6f);
        }
    }

    [Fact]
    public void Brightness_does_not_matter_and_contrast_hardly()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = DrawnPictures.Grey(1, 40, 32).ToTensor(), y = Engraving.Of(x);
        Assert.InRange((Engraving.Of(x + 0.2) - y).abs().max().ToDouble(), 0, 1e-4);
        Assert.InRange((Engraving.Of(x * 2.0) - y).abs().mean().ToDouble(), 0, 0.05);
    }

    [Fact]
    public void Contours_are_dark_and_dark_tones_have_the_wider_lines()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = zeros(1, 1, 32, 32);
        x.narrow(3, 16, 16).fill_(1);
        Tensor y = Engraving.Of(x);
        Assert.Equal(0, y.narrow(3, 15, 1).max().ToDouble());
        Assert.True(y.narrow(3, 0, 12).mean().ToDouble() < 0.3);
        Assert.True(y.narrow(3, 20, 12).mean().ToDouble() > 0.7);
    }
}
