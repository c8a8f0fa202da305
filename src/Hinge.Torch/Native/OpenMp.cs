namespace Hinge.Torch.Native;

/// <summary>What libtorch's threads do between two operations.</summary>
internal static class OpenMp
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
        NativeEnvironment.SetUnlessSet(WaitPolicy, "passive");
    }
}
