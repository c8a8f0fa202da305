namespace Hinge.Flight.Dynamics;

/// <summary>Three numbers in double precision: a position, a direction, a force.</summary>
/// <param name="X">Forward, in body axes.</param>
/// <param name="Y">Left.</param>
/// <param name="Z">Up.</param>
public readonly record struct Vector3D(double X, double Y, double Z)
{
    /// <summary>The Euclidean norm.</summary>
    public double Length => Math.Sqrt(Dot(this));

    /// <summary>The scalar product.</summary>
    /// <param name="other">The other factor.</param>
    public double Dot(Vector3D other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    /// <summary>The vector product, this × <paramref name="other"/>.</summary>
    /// <param name="other">The right factor.</param>
    public Vector3D Cross(Vector3D other) => new(
        (Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));

    /// <summary>The sum.</summary>
    public static Vector3D operator +(Vector3D a, Vector3D b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>The difference.</summary>
    public static Vector3D operator -(Vector3D a, Vector3D b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>The multiple.</summary>
    public static Vector3D operator *(double a, Vector3D b) => new(a * b.X, a * b.Y, a * b.Z);
}
