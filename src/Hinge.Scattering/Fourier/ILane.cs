namespace Hinge.Scattering.Fourier;

/// <summary>
/// Some single-precision numbers that go through a kernel side by side. One text of a kernel serves every width, and as
/// every operation is rounded once in all of them, results are the same bytes whatever the width.
/// </summary>
internal unsafe interface ILane<TSelf>
    where TSelf : unmanaged, ILane<TSelf>
{
    /// <summary>How many numbers.</summary>
    static abstract int Width { get; }

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>The same number throughout.</summary>
    static abstract TSelf All(float value);

    /// <summary>Reads <see cref="Width"/> numbers from any address.</summary>
    static abstract TSelf Load(float* from);

    /// <summary>a b + c, rounded once.</summary>
    static abstract TSelf Fused(TSelf a, TSelf b, TSelf c);

    /// <summary>c - a b, rounded once.</summary>
    static abstract TSelf FusedNegated(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Sqrt(TSelf a);

    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>Transposes a square of <see cref="Width"/> rows and columns.</summary>
    /// <param name="from">Its first number; rows are a stride of floats apart.</param>
    /// <param name="stride">Floats between rows there.</param>
    /// <param name="to">Where the transposed square goes.</param>
    /// <param name="toStride">Floats between rows here.</param>
    static abstract void Transpose(float* from, long stride, float* to, long toStride);
}
