namespace Hinge.Samples.Drawing;

/// <summary>A shape: a box around it, so that pixels far away cost little, and whether it covers a point.</summary>
/// <param name="X">Centre of the box, in pixels.</param>
/// <param name="Y">Centre of the box, in pixels.</param>
/// <param name="HalfWidth">From the centre to the sides, at least as far as the shape goes.</param>
/// <param name="HalfHeight">From the centre to top and bottom, at least as far as the shape goes.</param>
/// <param name="Inside">Whether the shape covers a point, relative to the centre.</param>
internal readonly record struct Region(
    double X, double Y, double HalfWidth, double HalfHeight, Func<double, double, bool> Inside)
{
    public bool Covers(double x, double y) =>
        Math.Abs(x - X) <= HalfWidth && Math.Abs(y - Y) <= HalfHeight && Inside(x - X, y - Y);

    public bool MayTouchPixel(int x, int y) =>
        Math.Abs(x + 0.5 - X) <= HalfWidth + 0.5 && Math.Abs(y + 0.5 - Y) <= HalfHeight + 0.5;
}
