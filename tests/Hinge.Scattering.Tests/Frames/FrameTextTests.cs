using System.Text;
using Hinge.Core.Formats;
using Hinge.Scattering.Frames;
using Hinge.Testing;

namespace Hinge.Scattering.Tests.Frames;

public class FrameTextTests
{
    [Theory]
    [InlineData("wavelts:J=3", "frame 'wavelts:J=3', column 1: unknown name 'wavelts'; did you mean 'wavelets'?")]
    [InlineData("wavelets:J=3,R=8", "'wavelets:J=3,R=8', column 14: unknown key 'R'; did you mean 'J'?")]
    [InlineData("wavelets:J=3,reel", "'wavelets:J=3,reel', column 14: unknown key 'reel'; did you mean 'real'?")]
    [InlineData("wavelets:J=x", "'wavelets:J=x', column 10: J=x: expected a whole number")]
    [InlineData("wavelets:J=3,J=3", "'wavelets:J=3,J=3', column 14: key 'J' is given twice")]
    [InlineData("wavelets:J=99", "J=99: expected 1 to 20")]
    [InlineData("wavelets:J=3,real=1", "'wavelets:J=3,real=1', column 14: real=1: expected the word alone")]
    [InlineData("npy:", "'npy:', column 5: expected the name of a file")]
    public void Unknown_words_are_told_with_their_column(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FrameException>(() => FrameText.Parse(text)).Message);

    [Fact]
    public void Keys_have_defaults_and_lists_have_semicolons()
    {
        Assert.Equal("wavelets:J=3,L=8", FrameText.Parse("wavelets").Text);
        Assert.Equal(["haar:J=3", "gabor:K=4"], FrameText.ParseList("haar; gabor:K=4").Select(each => each.Text));
    }

    [Theory]
    [InlineData("wavelets:J=6", "28x28", "wavelets:J=6 on 28x28: scale 0 holds no frequency; the largest J here is 4")]
    [InlineData("shearlets:J=3", "16x16", "shearlets:J=3 on 16x16: scale 0 holds no frequency; the largest J here is 2")]
    [InlineData("meyer:J=9", "64", "meyer:J=9 on 64: scale 0 holds no frequency; the largest J here is 5")]
    [InlineData("meyer:J=3", "28x28", "meyer:J=3: the grid 28x28 has 2 dimensions; expected 1 dimension")]
    [InlineData("wavelets:J=1", "3x9", "wavelets:J=1,L=8 on 3x9: expected at least 4 samples on each axis")]
    public void Grids_that_do_not_suit_are_told(string text, string grid, string message) =>
        Assert.Equal(message,
            Assert.Throws<FrameException>(() => FrameText.Parse(text).Build(GridSize.Parse(grid))).Message);

    [Fact]
    public void Any_text_is_a_recipe_or_refused() => ReaderFuzz.Hold(
        [.. ((string[])["wavelets:J=3,L=8,real", "random:K=16,size=5,seed=1", "rbio2.2:J=3",
            "gabor:K=8"]).Select(Encoding.ASCII.GetBytes)],
        bytes => FrameText.Parse(Encoding.Latin1.GetString(bytes)), count: 3000);

    [Fact]
    public void Filters_of_a_file_become_a_frame()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("filters.npy");
        NpyFile.Write(path, NdArray.From<float>([.. TestNetworks.Noise(4 * 9, 1).Select(value => (float)value)], 4, 1,
            3, 3));
        Frame complete = FrameText.Parse($"npy:{path}").Build(new(16, 16));
        Assert.Equal(5, complete.Count);
        FrameBounds bounds = complete.Bounds(forRealSignals: false);
        Assert.Equal(bounds.Lower, bounds.Upper, 1e-12);
        Assert.Equal(4, FrameText.Parse($"npy:{path},low=2").Build(new(16, 16)).Count);
        Frame gauss = FrameText.Parse($"npy:{path},low=gauss:1.5").Build(new(16, 16));
        Assert.Equal(1, gauss.Generator.Spectrum[0].Real);
        Assert.All(gauss.Atoms, atom => Assert.True(atom.IsRealFilter));

        Assert.EndsWith(
            "filters of 3x3 on a grid of 2x16; expected no larger",
            Assert.Throws<FrameException>(() => FrameText.Parse($"npy:{path}").Build(new(2, 16))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "low=7: expected 0 to 3", Assert.Throws<FrameException>(() => FrameText.Parse($"npy:{path},low=7")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Principal_components_of_images_are_orthogonal_filters()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("images.npy");
        NpyFile.Write(path, NdArray.From<double>(TestNetworks.Noise(6 * 144, 1), 6, 12, 12));
        FrameSettings settings = FrameText.Parse($"pca:{path},K=5,size=3");
        Assert.Equal($"pca:{path},K=5,size=3", settings.Text);
        Frame frame = settings.Build(new(16, 16));
        Assert.True(Math.Abs(frame.Bounds(false).Lower - frame.Bounds(false).Upper) < 1e-12);
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                System.Numerics.Complex product = frame.Propagated[i].InSpace()
                    .Zip(frame.Propagated[j].InSpace(), (a, b) => a * b).Aggregate((a, b) => a + b);
                Assert.Equal(i == j ? 1 : 0, product.Real, 1e-12);
            }
            // Patches without their means have components without one.
            Assert.True(frame.Propagated[i].Spectrum[0].Magnitude < 1e-12);
        }
        Assert.Throws<FrameException>(() => FrameText.Parse($"pca:{path},K=10,size=3"));
    }

    [Theory]
    [InlineData(new long[] { 4, 2, 3, 3 }, "2 input channels")]
    [InlineData(new long[] { 72 }, "expected [K, h, w]")]
    [InlineData(new long[] { 0, 3, 3 }, "expected [K, h, w]")]
    [InlineData(new long[] { 8, 3, 3 }, "all zero")]
    public void Arrays_that_are_no_filters_are_told(long[] shape, string part)
    {
        NdArray array = NdArray.From<float>(new float[shape.Aggregate(1L, (a, b) => a * b)], shape);
        Assert.Contains(
            part, Assert.Throws<FrameException>(() => new LearnedFrame("f.npy", array, LowPassChoice.Complete)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_filter_files_are_refused_or_read()
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, NdArray.From<double>(TestNetworks.Noise(18, 1), 2, 3, 3));
        ReaderFuzz.Hold([stream.ToArray()], bytes =>
        {
            using MemoryStream damaged = new(bytes);
            _ = new LearnedFrame("f.npy", NpyFile.Read(damaged, "f.npy"), LowPassChoice.Complete);
        });
    }
}
