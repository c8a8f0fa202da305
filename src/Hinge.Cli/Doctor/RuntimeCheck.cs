using System.Runtime.InteropServices;

namespace Hinge.Cli.Doctor;

/// <summary>The .NET runtime.</summary>
internal static class RuntimeCheck
{
    public static Check Run() =>
        new(".NET", CheckStatus.Ok, $"{Environment.Version} for {RuntimeInformation.RuntimeIdentifier}");
}
