using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Hinge.Testing;

internal static class OneThread
{
    // Networks of the tests are bound by calls, and test classes already run side by side: more threads only wait.
    [ModuleInitializer]
    internal static void Set() => set_num_threads(1);
}
