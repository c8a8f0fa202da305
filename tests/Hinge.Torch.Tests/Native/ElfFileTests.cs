using Hinge.Torch.Native;

namespace Hinge.Torch.Tests.Native;

public sealed class ElfFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_whole_library_is_whole()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ELF is the format of Linux");

        Assert.All(LibTorch.Probe().Libraries, library => Assert.Null(ElfFile.Truncation(library.Path!)));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(200_000)]
    public void A_prefix_of_a_library_is_truncated(int length)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ELF is the format of Linux");
        string whole = LibTorch.Probe().Libraries.Single(library => library.Role == LibTorchRole.Core).Path!;
        File.WriteAllBytes(_path, File.ReadAllBytes(whole)[..length]);

        Assert.StartsWith($"truncated file: {length:N0} bytes", ElfFile.Truncation(_path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(4096)]
    public void What_is_no_library_is_left_to_the_loader(int length)
    {
        File.WriteAllBytes(_path, new byte[length]);

        Assert.Null(ElfFile.Truncation(_path));
    }

    [Fact]
    public void No_header_makes_it_throw()
    {
        byte[] header = new byte[300];
        "\u007fELF\u0002\u0001"u8.CopyTo(header);
        Random random = new(1);
        for (int round = 0; round < 2000; round++)
        {
            random.NextBytes(header.AsSpan(6));
            header[0x36] = 56;   // the size of a program header, without which the file is left to the loader
            header[0x37] = 0;
            header.AsSpan(0x24, 4).Clear();   // the table within the first 4 GiB
            File.WriteAllBytes(_path, header);
            ElfFile.Truncation(_path);
        }
    }
}
