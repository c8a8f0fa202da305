using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests;

internal static class OneThread
{
    // Networks of these tests are bound by calls, and classes already run side by side: more threads only wait.
    [ModuleInitializer]
    internal static void Set() => set_num_threads(1);
}
