using System.Runtime.InteropServices;

namespace Hinge.Cli.Doctor;

/// <summary>The operating system and, on Linux, its C library: libtorch is built against glibc.</summary>
internal static partial class SystemCheck
{
    public static Check Run()
    {
        string system = RuntimeInformation.OSDescription;
        if (!OperatingSystem.IsLinux())
            return new Check("system", CheckStatus.Ok, system);
        return CLibrary() is string glibc
            ? new Check("system", CheckStatus.Ok, $"{system}, glibc {glibc}")
            : new Check("system", CheckStatus.Warning, $"{system}, without glibc",
                "libtorch needs a Linux with glibc, such as Debian, Ubuntu or Fedora");
    }

    private static string? CLibrary()
    {
        try
        {
            return Marshal.PtrToStringUTF8(GetVersion());
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;   // another C library, such as musl
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "gnu_get_libc_version")]
    private static partial nint GetVersion();
}
