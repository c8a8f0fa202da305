namespace Hinge.Scattering.Fourier;

/// <summary>One number: for processors without wide vectors.</summary>
internal readonly unsafe struct Lane1(float value) : ILane<Lane1>
{
    private readonly float _value = value;

    public static int Width => 1;

    public static Lane1 operator +(Lane1 a, Lane1 b) => new(a._value + b._value);

    public static Lane1 operator -(Lane1 a, Lane1 b) => new(a._value - b._value);

    public static Lane1 operator *(Lane1 a, Lane1 b) => new(a._value * b._value);

    public static Lane1 All(float value) => new(value);

    public static Lane1 Load(float* from) => new(*from);

    public static Lane1 Fused(Lane1 a, Lane1 b, Lane1 c) => new(MathF.FusedMultiplyAdd(a._value, b._value, c._value));

    public static Lane1 FusedNegated(Lane1 a, Lane1 b, Lane1 c) =>
        new(MathF.FusedMultiplyAdd(-a._value, b._value, c._value));

    public static Lane1 Sqrt(Lane1 a) => new(MathF.Sqrt(a._value));

    public static Lane1 Max(Lane1 a, Lane1 b) => new(MathF.Max(a._value, b._value));

    public static void Transpose(float* from, long stride, float* to, long toStride) => *to = *from;
}
