using System.Runtime.InteropServices;

namespace Hinge.Torch.Native;

/// <summary>What libtorch's threads do between two operations.</summary>
internal static partial class OpenMp
{
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    /// <summary>
    /// Lets waiting threads sleep, unless the user's environment says otherwise. Call it before libtorch is loaded.
    /// </summary>
    /// <remarks>
    /// By default a thread of libgomp spins while it waits for the others. On a machine that other programs use too,
    /// the one it waits for is not running, and small networks become five to ten times slower.
    /// </remarks>
    public static void SleepWhileWaiting()
    {
        // The library reads the environment of the process itself; that of .NET is a copy.
        if (OperatingSystem.IsLinux())
            _ = SetEnvironment(WaitPolicy, "passive", overwrite: 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
