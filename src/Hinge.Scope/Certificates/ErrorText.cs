using System.Globalization;

namespace Hinge.Scope.Certificates;

/// <summary>How a relative error is written: two digits and the power of ten.</summary>
public static class ErrorText
{
    /// <summary>For example <c>1.5e-7</c>.</summary>
    /// <param name="error">The error, a pure number.</param>
    public static string Of(double error) => error.ToString("0.0e-0", CultureInfo.InvariantCulture);
}
