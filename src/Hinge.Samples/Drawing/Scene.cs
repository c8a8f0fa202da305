using Hinge.Core.Randomness;

namespace Hinge.Samples.Drawing;

/// <summary>Filled shapes on a ground, the later ones over the earlier ones.</summary>
internal sealed class Scene
{
    private const int MostMarks = 60;
    private const int SamplesAcross = 4;

    private readonly Paint _ground;
    private readonly (Region Region, Paint Paint)[] _marks;

    private Scene(Paint ground, (Region Region, Paint Paint)[] marks)
    {
        _ground = ground;
        _marks = marks;
    }

    /// <summary>A scene with about one mark on every 40 x 40 pixels, 6 to 60.</summary>
    public static Scene Random(RandomStream random, int width, int height)
    {
        Paint ground = Paints.Gradient(random.Split("ground"), width, height);
        int count = (int)Math.Clamp((long)width * height / 1600, 6, MostMarks);
        (Region Region, Paint Paint)[] marks = new (Region, Paint)[count];
        for (int i = 0; i < count; i++)
        {
            RandomStream mark = random.Split((ulong)i);
            marks[i] = (
                Regions.Random(mark.Split("region"), width, height), Paints.Random(mark.Split("paint"), width, height));
        }
        return new Scene(ground, marks);
    }

    /// <summary>The colour at a point, in pixels from the upper left corner.</summary>
    public Colour At(double x, double y) => At(Near((int)x, (int)y, stackalloc int[MostMarks]), x, y);

    /// <summary>The mean colour of a pixel, from a grid of 4 x 4 points.</summary>
    public Colour Mean(int x, int y)
    {
        Colour sum = default;
        ReadOnlySpan<int> near = Near(x, y, stackalloc int[MostMarks]);
        for (int i = 0; i < SamplesAcross * SamplesAcross; i++)
        {
            double dx = ((i % SamplesAcross) + 0.5) / SamplesAcross, dy = ((i / SamplesAcross) + 0.5) / SamplesAcross;
            sum += At(near, x + dx, y + dy);
        }
        return sum * (1.0 / (SamplesAcross * SamplesAcross));
    }

    // The marks that come near a pixel, uppermost first: a few of all, found once for its 16 points.
    private Span<int> Near(int x, int y, Span<int> found)
    {
        int count = 0;
        for (int i = _marks.Length - 1; i >= 0; i--)
        {
            if (_marks[i].Region.MayTouchPixel(x, y))
                found[count++] = i;
        }
        return found[..count];
    }

    private Colour At(ReadOnlySpan<int> near, double x, double y)
    {
        foreach (int i in near)
        {
            if (_marks[i].Region.Covers(x, y))
                return _marks[i].Paint(x, y);
        }
        return _ground(x, y);
    }
}
