using Hinge.Core.Runs;
using Hinge.Testing;

namespace Hinge.Core.Tests.Runs;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_and_replaces()
    {
        string path = _folder.File("a.txt");
        AtomicFile.WriteAllText(path, "first, longer");
        AtomicFile.WriteAllText(path, "zweite Ü");
        Assert.Equal("zweite Ü"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_failing_writer_leaves_the_old_file_and_nothing_else()
    {
        string path = _folder.File("a.txt");
        AtomicFile.WriteAllText(path, "good");
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new OperationCanceledException();
        }));
        Assert.Equal("good", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_disk_error_while_writing_is_told_in_one_line()
    {
        string path = _folder.File("a.txt");
        InputException error = Assert.Throws<InputException>(
            () => AtomicFile.Write(path, _ => throw new IOException("No space left on device")));
        Assert.Equal($"cannot write '{path}': No space left on device", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_told_in_one_line()
    {
        string path = _folder.File("missing/a.txt");
        InputException error = Assert.Throws<InputException>(() => AtomicFile.WriteAllText(path, ""));
        Assert.Equal($"cannot write '{path}': its folder does not exist", error.Message);
    }

    [Fact]
    public void A_target_that_is_a_folder_is_refused_and_kept()
    {
        string path = _folder.File("inside");
        Directory.CreateDirectory(path);
        InputException error = Assert.Throws<InputException>(() => AtomicFile.WriteAllText(path, ""));
        Assert.Equal($"cannot write '{path}': a folder has that name", error.Message);
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_read_only_folder_is_told_in_one_line()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows folders have no write permission bit");
            return;
        }
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.SkipWhen(Environment.IsPrivilegedProcess, "the superuser may write everywhere");
            string path = _folder.File("a.txt");
            InputException error = Assert.Throws<InputException>(() => AtomicFile.WriteAllText(path, ""));
            Assert.Equal($"cannot write '{path}': permission denied", error.Message);
        }
        finally
        {
            File.SetUnixFileMode(
                _folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_name_as_long_as_the_file_system_permits_can_be_written()
    {
        string path = _folder.File(new string('n', 255));
        AtomicFile.WriteAllText(path, "x");
        Assert.Equal("x", File.ReadAllText(path));
    }
}
