using System.Globalization;

namespace Hinge.Torch.Onnx;

/// <summary>Decimal numbers that were rounded to single precision.</summary>
internal static class Decimals
{
    /// <summary>The shortest decimal number that rounds to a single.</summary>
    public static double Shortest(float value) =>
        double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
