namespace Hinge.Samples.Drawing;

/// <summary>Red, green and blue, each 0 … 1.</summary>
internal readonly record struct Colour(double Red, double Green, double Blue)
{
    public double Luma => (0.299 * Red) + (0.587 * Green) + (0.114 * Blue);

    public static Colour operator +(Colour a, Colour b) => new(a.Red + b.Red, a.Green + b.Green, a.Blue + b.Blue);

    public static Colour operator *(Colour a, double factor) => new(a.Red * factor, a.Green * factor, a.Blue * factor);

    /// <summary>Part <paramref name="t"/> of the way from this to <paramref name="other"/>.</summary>
    public Colour Toward(Colour other, double t) => (this * (1 - t)) + (other * t);
}
