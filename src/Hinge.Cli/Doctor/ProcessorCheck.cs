using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Hinge.Torch.Native;

namespace Hinge.Cli.Doctor;

/// <summary>The processor, and which of its vector instructions .NET and libtorch use.</summary>
internal static class ProcessorCheck
{
    public static Check Run(LibTorchReport torch)
    {
        (string Name, bool Has)[] features =
        [
            ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("AVX-512F", Avx512F.IsSupported),
            ("AVX-512BW", Avx512BW.IsSupported), ("AVX-512DQ", Avx512DQ.IsSupported),
            ("AVX-512VBMI", Avx512Vbmi.IsSupported), ("BMI2", Bmi2.IsSupported), ("NEON", AdvSimd.IsSupported),
        ];
        string seen = string.Join(' ', features.Where(feature => feature.Has).Select(feature => feature.Name));
        string used = torch.CpuCapability is string kernels ? $"; libtorch uses {kernels}" : "";
        string value = $"{Model()}; .NET uses {(seen.Length > 0 ? seen : "no vector instructions")}{used}";
        return Vector256.IsHardwareAccelerated || AdvSimd.IsSupported
            ? new Check("processor", CheckStatus.Ok, value)
            : new Check("processor", CheckStatus.Warning, value,
                "without AVX2 everything gives the same results, several times slower");
    }

    private static string Model()
    {
        const string Key = "model name";
        const string File = "/proc/cpuinfo";
        string? line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(text => text.StartsWith(Key, StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2) is [_, string model]
            ? model.Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
    }
}
