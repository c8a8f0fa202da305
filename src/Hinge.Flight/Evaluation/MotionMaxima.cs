namespace Hinge.Flight.Evaluation;

/// <summary>Greatest values of a motion from some moment on.</summary>
/// <param name="Position">Distance from the origin, in m.</param>
/// <param name="Tilt">Angle between the drone's axis and the vertical, in rad.</param>
/// <param name="Speed">In m/s.</param>
/// <param name="AngularSpeed">In rad/s.</param>
/// <param name="AngularAcceleration">In rad/s².</param>
public readonly record struct MotionMaxima(
    double Position, double Tilt, double Speed, double AngularSpeed, double AngularAcceleration)
{
    internal static MotionMaxima None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    internal MotionMaxima With(in MotionMaxima other) => new(
        Larger(Position, other.Position),
        Larger(Tilt, other.Tilt),
        Larger(Speed, other.Speed),
        Larger(AngularSpeed, other.AngularSpeed),
        Larger(AngularAcceleration, other.AngularAcceleration));

    // A NaN on the left means that there was nothing yet.
    private static double Larger(double a, double b) => a > b ? a : b;
}
