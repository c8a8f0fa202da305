using Hinge.Scattering.Frames;

namespace Hinge.Scattering.Tests.Frames;

public class FrameTableTests
{
    [Theory]
    [InlineData("wavelets:J=3,L=8", 49)]
    [InlineData("wavelets:J=3,L=8,real", 25)]
    [InlineData("curvelets:J=4,L=8", 97)]
    [InlineData("curvelets:J=3,L=4,real", 17)]
    [InlineData("ridgelets:J=4,L=4", 121)]
    [InlineData("ridgelets:J=3,L=2,real", 15)]
    [InlineData("shearlets:J=2", 13)]
    [InlineData("shearlets:J=3", 29)]
    [InlineData("gabor:K=8", 64)]
    [InlineData("haar:J=3", 10)]
    public void Parseval_frames_are_Parseval_on_any_square(string text, int atoms)
    {
        FrameSettings settings = FrameText.Parse(text);
        Assert.Equal(text, settings.Text);
        foreach (int size in (int[])[28, 31, 32, 64, 128])
        {
            if (text == "shearlets:J=3" && size < 64)
                continue;
            Frame frame = settings.Build(new(size, size));
            Assert.Equal(atoms, frame.Count + frame.Dropped.Count);
            FrameBounds bounds = frame.Bounds(forRealSignals: false);
            Assert.True(bounds.IsParseval(1e-12), $"{text} on {size}: {bounds}");
            if (size >= 64)
                Assert.Empty(frame.Dropped);
        }
    }

    [Theory]
    [InlineData(28)]
    [InlineData(32)]
    public void Eight_curvelets_are_empty_on_small_grids(int size) =>
        Assert.Equal(8, FrameText.Parse("curvelets:J=4,L=8").Build(new(size, size)).Dropped.Count);

    [Theory]
    [InlineData("wavelets:J=2,L=3", 12, 30)]
    [InlineData("wavelets:J=2,L=3,real", 16, 9)]
    [InlineData("shearlets:J=2", 31, 40)]
    [InlineData("gabor:K=8", 30, 30)]
    [InlineData("gabor:K=3", 7, 16)]
    [InlineData("haar:J=2", 5, 14)]
    public void Rectangles_are_Parseval_too(string text, int rows, int columns) => Assert.True(
        FrameText.Parse(text).Build(new(rows, columns)).Bounds(forRealSignals: false).IsParseval(1e-12));

    [Theory]
    [InlineData("meyer:J=3", 32)]
    [InlineData("meyer:J=3", 31)]
    [InlineData("meyer:J=5", 1024)]
    [InlineData("gabor:K=8", 100)]
    [InlineData("haar:J=3", 31)]
    public void Lines_are_Parseval(string text, int length) => Assert.True(
        FrameText.Parse(text).Build(new(length)).Bounds(forRealSignals: false).IsParseval(1e-12));

    [Theory]
    [InlineData(28, 0.67112, 1.80201)]
    [InlineData(14, 0.90285, 1.77765)]
    public void The_second_frame_of_the_companion_is_not_admissible(int size, double lower, double upper)
    {
        FrameBounds bounds = TensorFrame.Rbio22(3).Build(new(size, size)).Bounds(forRealSignals: true);
        Assert.Equal(lower, bounds.Lower, 1e-5);
        Assert.Equal(upper, bounds.Upper, 1e-5);
    }

    [Theory]
    [InlineData(40, 2, 17, 1.80375, 1.00006)]
    [InlineData(48, 3, 25, 1.97883, 1.01855)]
    [InlineData(64, 4, 33, 1.98118, 1.03530)]
    [InlineData(240, 3, 25, 1.97883, 1.01966)]
    public void The_Morlet_bank_of_kymatio_has_the_bounds_of_the_table(
        int size, int scales, int atoms, double complex, double real)
    {
        Frame frame = new MorletFrame(scales, 8).Raw(new(size, size), 3.1415);
        Assert.Equal(atoms, frame.Count);
        FrameBounds all = frame.Bounds(forRealSignals: false), half = frame.Bounds(forRealSignals: true);
        Assert.InRange(all.Lower, 7.705e-4, 8.055e-4);
        Assert.Equal(complex, all.Upper, 1.01e-5);
        Assert.Equal(0.12299, half.Lower, 1.01e-5);
        Assert.Equal(real, half.Upper, 1.01e-5);
    }

    [Theory]
    [InlineData("wavelets:J=3,L=4,real")]
    [InlineData("ridgelets:J=3,L=2,real")]
    [InlineData("haar:J=2")]
    [InlineData("rbio2.2:J=2")]
    public void Real_frames_have_real_filters(string text)
    {
        foreach (int size in (int[])[28, 31])
        {
            Frame frame = FrameText.Parse(text).Build(new(size, size));
            Assert.All(frame.Atoms, atom => Assert.True(atom.IsRealFilter));
            Assert.All(frame.Atoms, atom => Assert.All(
                atom.InSpace(), value => Assert.InRange(value.Imaginary, -1e-15, 1e-15)));
        }
    }

    [Fact]
    public void Analytic_wavelets_hold_no_frequency_and_its_opposite()
    {
        Frame frame = PolarFrame.Wavelets(3, 4).Build(new(31, 31));
        foreach (Atom atom in frame.Propagated)
        {
            for (int i = 0; i < frame.Grid.Count; i++)
                Assert.True((atom.Spectrum[i] * atom.Spectrum[frame.Grid.Mirror(i)]).Magnitude < 1e-12);
        }
    }

    [Theory]
    [InlineData("wavelets:J=3,L=4")]
    [InlineData("shearlets:J=2")]
    [InlineData("gabor:K=4")]
    public void The_support_holds_all_that_is_not_negligible(string text)
    {
        Frame frame = FrameText.Parse(text).Build(new(28, 30));
        foreach (Atom atom in frame.Atoms)
        {
            bool[] inside = new bool[frame.Grid.Count];
            int count = 0;
            foreach (SupportRow row in atom.Support)
            {
                for (int x = 0; x < row.Count; x++, count++)
                    inside[(row.Row * 30) + ((row.First + x) % 30)] = true;
                Assert.InRange(row.Count, 1, 30);
                Assert.True(atom.Spectrum[(row.Row * 30) + row.First].Magnitude > Atom.Negligible);
            }
            Assert.Equal(inside.Count(each => each), count);
            for (int i = 0; i < inside.Length; i++)
                Assert.True(inside[i] || atom.Spectrum[i].Magnitude <= Atom.Negligible);
        }
    }
}
