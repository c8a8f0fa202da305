namespace Hinge.Scattering.Frames;

/// <summary>Meyer's smooth step and the windows made of it.</summary>
/// <remarks>v(x) + v(1 - x) = 1, so cos²(πv/2) and its mirror add up to one everywhere.</remarks>
internal static class MeyerWindow
{
    /// <summary>v(x) = 35x⁴ - 84x⁵ + 70x⁶ - 20x⁷ on [0, 1], 0 below, 1 above.</summary>
    public static double Step(double x) =>
        x <= 0 ? 0 : x >= 1 ? 1 : x * x * x * x * (35 + (x * (-84 + (x * (70 - (20 * x))))));

    /// <summary>cos(π/2 v(x)): 1 up to 0, 0 from 1 on.</summary>
    public static double Fall(double x) => x <= 0 ? 1 : x >= 1 ? 0 : Math.Cos(Math.PI / 2 * Step(x));

    /// <summary>sin(π/2 v(x)): 0 up to 0, 1 from 1 on.</summary>
    public static double Rise(double x) => x <= 0 ? 0 : x >= 1 ? 1 : Math.Sin(Math.PI / 2 * Step(x));
}
