using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hinge.Flight.Simulation;

/// <summary>
/// The processor time of the calling thread, so that other programs on the machine do not count; the wall clock where
/// the system does not tell.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;   // CLOCK_THREAD_CPUTIME_ID of Linux

    private static readonly bool s_known = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Seconds since some moment.</summary>
    public static double Seconds() =>
        s_known && GetTime(ThreadProcessorTime, out Time time) == 0
            ? time.Seconds + (1e-9 * time.Nanoseconds)
            : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
