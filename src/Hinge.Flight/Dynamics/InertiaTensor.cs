namespace Hinge.Flight.Dynamics;

/// <summary>A symmetric inertia tensor in body axes, in kg m².</summary>
/// <param name="Xx">About the x axis.</param>
/// <param name="Yy">About the y axis.</param>
/// <param name="Zz">About the z axis.</param>
/// <param name="Xy">Row x, column y of the matrix (the negative product of inertia).</param>
/// <param name="Xz">Row x, column z.</param>
/// <param name="Yz">Row y, column z.</param>
public readonly record struct InertiaTensor(
    double Xx, double Yy, double Zz, double Xy = 0, double Xz = 0, double Yz = 0)
{
    /// <summary>Whether the body axes are the principal axes.</summary>
    public bool IsDiagonal => Xy == 0 && Xz == 0 && Yz == 0;

    /// <summary>The inverse matrix, again symmetric, in 1/(kg m²).</summary>
    public InertiaTensor Inverse()
    {
        double xx = (Yy * Zz) - (Yz * Yz), xy = (Xz * Yz) - (Xy * Zz), xz = (Xy * Yz) - (Xz * Yy);
        double scale = 1 / ((Xx * xx) + (Xy * xy) + (Xz * xz));
        return new(
            xx * scale, ((Xx * Zz) - (Xz * Xz)) * scale, ((Xx * Yy) - (Xy * Xy)) * scale,
            xy * scale, xz * scale, ((Xy * Xz) - (Xx * Yz)) * scale);
    }

    /// <summary>The three principal moments, least first, in kg m².</summary>
    public double[] PrincipalMoments()
    {
        double[] values = SymmetricEigen.Of(3, [Xx, Xy, Xz, Xy, Yy, Yz, Xz, Yz, Zz]).Values;
        Array.Sort(values);
        return values;
    }

    /// <summary>Matrix times vector.</summary>
    public static Vector3D operator *(InertiaTensor j, Vector3D v) => new(
        (j.Xx * v.X) + (j.Xy * v.Y) + (j.Xz * v.Z),
        (j.Xy * v.X) + (j.Yy * v.Y) + (j.Yz * v.Z),
        (j.Xz * v.X) + (j.Yz * v.Y) + (j.Zz * v.Z));
}
