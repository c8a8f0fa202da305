using System.Runtime.InteropServices;

namespace Hinge.Torch.Native;

/// <summary>The environment that native libraries read, of which .NET's is a copy.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets a variable that the user has not set. Does nothing but on Linux.</summary>
    public static void SetUnlessSet(string name, string value)
    {
        if (OperatingSystem.IsLinux())
            _ = Set(name, value, overwrite: 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(string name, string value, int overwrite);
}
