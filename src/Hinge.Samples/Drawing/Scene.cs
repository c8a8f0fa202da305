using Hinge.Core.Randomness;

namespace Hinge.Samples.Drawing;

/// <summary>Filled shapes on a ground, the later ones over the earlier ones.</summary>
internal sealed class Scene
{
    private readonly Paint _ground;
    private readonly (Region Region, Paint Paint)[] _marks;

    private Scene(Paint ground, (Region Region, Paint Paint)[] marks)
    {
        _ground = ground;
        _marks = marks;
    }

    /// <summary>A scene with about one mark on every 40 x 40 pixels, at least 6.</summary>
    public static Scene Random(RandomStream random, int width, int height)
    {
        Paint ground = Paints.Gradient(random.Split("ground"), width, height);
        int count = (int)Math.Clamp((long)width * height / 1600, 6, 60);
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
    public Colour At(double x, double y)
    {
        for (int i = _marks.Length - 1; i >= 0; i--)
        {
            if (_marks[i].Region(x, y))
                return _marks[i].Paint(x, y);
        }
        return _ground(x, y);
    }
}
