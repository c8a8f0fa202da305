using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hinge.Cli.Tests.Programs;

/// <summary>Waits for a running program and interrupts it.</summary>
internal static partial class Signals
{
    /// <summary>What Ctrl-C sends.</summary>
    public const int Interrupt = 2;

    /// <summary>What a system sends that wants a program to end.</summary>
    public const int Terminate = 15;

    /// <summary>Asks again and again until there is an answer.</summary>
    public static string Await(Func<string?> find)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromMinutes(1))
        {
            if (find() is string found)
                return found;
            Thread.Sleep(20);
        }
        throw new TimeoutException("the program did not come so far");
    }

    /// <summary>Sends a signal to a process of these tests.</summary>
    public static void Send(Process process, int signal) => Assert.Equal(0, Kill(process.Id, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
