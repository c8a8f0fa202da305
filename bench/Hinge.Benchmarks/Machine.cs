using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hinge.Benchmarks;

/// <summary>The machine that a figure belongs to.</summary>
internal static class Machine
{
    public static string Describe()
    {
        double gibibytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        string width = Vector512.IsHardwareAccelerated ? " (AVX-512)" : "";
        return $"{Environment.ProcessorCount} cores, {Processor()}{width}, "
            + $"{gibibytes:0} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
    }

    private static string Processor()
    {
        const string field = "model name";
        string? line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(text => text.StartsWith(field, StringComparison.Ordinal))
            : null;
        return line is null
            ? RuntimeInformation.ProcessArchitecture.ToString()
            : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
