using System.Globalization;

namespace Hinge.Cli.Doctor;

/// <summary>The memory this process may use: the machine's, or its container's limit.</summary>
internal static class MemoryCheck
{
    private const double GiB = 1L << 30;
    private const double Comfortable = 4;

    public static Check Run()
    {
        double total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GiB;
        string value = string.Create(CultureInfo.InvariantCulture, $"{total:F1} GiB");
        return total >= Comfortable
            ? new Check("memory", CheckStatus.Ok, value)
            : new Check("memory", CheckStatus.Warning, value,
                $"large pictures and networks want {Comfortable:F0} GiB; use smaller crops");
    }
}
