using Hinge.Torch.Native;
using TorchSharp;

namespace Hinge.Torch.Tests.Native;

public class LibTorchTests
{
    [Fact]
    public void Every_library_loads_and_says_what_it_is()
    {
        LibTorchReport report = LibTorch.Probe();

        Assert.Null(report.Failure);
        Assert.Equal(Enum.GetValues<LibTorchRole>(), report.Libraries.Select(library => library.Role));
        Assert.All(report.Libraries, library => Assert.True(library.Loaded && File.Exists(library.Path), library.Name));
        // TorchSharp names the libtorch it was built for; the library names itself.
        Assert.Equal(torch.__version__, $"{report.Version}.0");
    }

    [Fact]
    public void The_kernels_in_use_have_a_name()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.Runtime.Intrinsics.X86.X86Base.X64.IsSupported,
            "libtorch tells on Linux x64 only");

        Assert.Contains(LibTorch.Probe().CpuCapability, new[] { "DEFAULT", "AVX2", "AVX512" });
    }

    [Fact]
    public void Threads_are_those_asked_for()
    {
        int before = torch.get_num_threads();
        try
        {
            LibTorch.Ensure(threads: 1);
            Assert.Equal(1, LibTorch.Probe().Threads);
        }
        finally
        {
            torch.set_num_threads(before);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => LibTorch.Ensure(threads: 0));
    }
}
