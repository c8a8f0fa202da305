using Hinge.Torch.Native;

namespace Hinge.Torch.Tests.Native;

public class LibraryLoaderTests
{
    [Theory]
    [InlineData("General.\n/x/liba.so: cannot open shared object file", "cannot open shared object file")]
    [InlineData("General.\nlibb.so.1: cannot open shared object file\n", "libb.so.1: cannot open shared object file")]
    [InlineData("Only words", "Only words")]
    public void The_loaders_line_is_kept_and_the_runtimes_dropped(string message, string expected) =>
        Assert.Equal(expected, LibraryLoader.OwnWords(message, "liba.so", "/x/liba.so"));

    [Fact]
    public void A_file_that_is_not_there_does_not_load() =>
        Assert.False(LibraryLoader.Load((LibTorchRole.Cpu, "libz.so", "/nowhere/libz.so")).Loaded);
}
