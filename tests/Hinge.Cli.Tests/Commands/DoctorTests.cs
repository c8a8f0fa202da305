using System.Text;
using System.Text.Json;
using Hinge.Cli.Tests.Programs;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Commands;

public class DoctorTests
{
    private const string Bridge = "libLibTorchSharp.so", Kernels = "libtorch_cpu.so";

    [Fact]
    public void A_good_machine_passes_every_check()
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, "doctor");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        string[] names = [@"\.NET", "system", "processor", "cores", "memory", "libtorch", "SkiaSharp", "font"];
        Assert.All(names, name => Assert.Matches($"(?m)^(ok|warning) +{name} ", result.Output));
    }

    [Fact]
    public void Json_says_the_same()
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, "doctor", "--json");

        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        Assert.True(document.GetProperty("ok").GetBoolean());
        JsonElement torch = document.GetProperty("libtorch");
        Assert.Matches(@"^\d+\.\d+\.\d+$", torch.GetProperty("version").GetString());
        Assert.True(torch.GetProperty("threads").GetInt32() >= 1);
        JsonElement[] libraries = [.. torch.GetProperty("libraries").EnumerateArray()];
        Assert.Equal(5, libraries.Length);
        Assert.All(libraries, library => Assert.True(File.Exists(library.GetProperty("path").GetString())));
    }

    [Fact]
    public void A_missing_OpenMP_runtime_is_named_in_the_loaders_words() => Expect(
        folder => Delete(folder, "libgomp*"),
        @"libtorch_cpu\.so: libgomp\S*: cannot open shared object file: No such file or directory",
        "dotnet restore");

    [Fact]
    public void A_missing_libtorch_is_named_in_the_loaders_words() => Expect(
        folder => Delete(folder, Kernels),
        @"libtorch\.so: libtorch_cpu\.so: cannot open shared object file: No such file or directory",
        "dotnet restore");

    [Fact]
    public void A_symbol_version_that_the_system_lacks_is_named_in_the_loaders_words() => Expect(
        folder => Rewrite(folder, Bridge, bytes => Replace(bytes, "\0GLIBCXX_3.4.21\0", "\0GLIBCXX_9.9.99\0")),
        @"libLibTorchSharp\.so: .*version `GLIBCXX_9\.9\.99' not found",
        "older than libtorch's");

    [Fact]
    public void A_library_that_is_none_is_named_in_the_loaders_words() => Expect(
        folder => Rewrite(folder, Bridge, _ => Encoding.ASCII.GetBytes(new string('x', 4096))),
        @"libLibTorchSharp\.so: .*invalid ELF header",
        "dotnet restore");

    [Fact]
    public void A_truncated_library_is_named_before_it_kills_the_process() => Expect(
        folder => Rewrite(folder, "libc10.so", bytes => bytes[..(bytes.Length / 2)]),
        @"libc10\.so: truncated file: [\d,]+ bytes, its segments need [\d,]+",
        "dotnet restore");

    [Fact]
    public void Commands_that_need_libtorch_say_the_same_in_one_line()
    {
        using TemporaryFolder scratch = CopyOf(BuiltProgram.FolderOf("Hinge.Cli.Host"));
        Delete(scratch.Path, "libgomp*");

        ProgramResult result = BuiltProgram.RunIn(scratch.Path, scratch.File("Hinge.Cli.Host"), "tour", "pass");

        Assert.Equal(1, result.ExitCode);
        Assert.Matches(
            @"^pass      FAILED  libtorch does not load: libtorch_cpu\.so: libgomp\S*: cannot open", result.Output);
    }

    private static void Expect(Action<string> damage, string cause, string advice)
    {
        using TemporaryFolder scratch = CopyOf(BuiltProgram.FolderOf("Hinge.Cli"));
        damage(scratch.Path);

        ProgramResult text = BuiltProgram.Run(scratch.File("hinge"), "doctor");
        ProgramResult json = BuiltProgram.Run(scratch.File("hinge"), "doctor", "--json");

        Assert.Equal(1, text.ExitCode);
        Assert.Equal("hinge: needed and not usable here: libtorch", text.ErrorLine);
        Assert.Matches($@"(?m)^missing +libtorch +{cause}", text.Output);
        Assert.Matches($"(?m)^ +-> .*{advice}", text.Output);
        Assert.Equal(1, json.ExitCode);
        Assert.False(JsonDocument.Parse(json.Output).RootElement.GetProperty("ok").GetBoolean());
    }

    // The libraries are half a gigabyte: links stand for those that a test leaves as they are.
    private static TemporaryFolder CopyOf(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the loader's words are those of Linux");
        TemporaryFolder copy = new();
        foreach (string file in Directory.GetFiles(folder))
        {
            string name = Path.GetFileName(file);
            if (name.Contains(".so", StringComparison.Ordinal))
                File.CreateSymbolicLink(copy.File(name), file);
            else
                File.Copy(file, copy.File(name));
        }
        return copy;
    }

    private static void Delete(string folder, string pattern) =>
        File.Delete(Assert.Single(Directory.GetFiles(folder, pattern)));

    private static void Rewrite(string folder, string name, Func<byte[], byte[]> change)
    {
        string path = Path.Combine(folder, name);
        byte[] changed = change(File.ReadAllBytes(path));
        File.Delete(path);   // the link, not the library it stands for
        File.WriteAllBytes(path, changed);
    }

    private static byte[] Replace(byte[] bytes, string found, string by)
    {
        int at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(found));
        Assert.True(at >= 0, $"the library does not ask for {found.Trim('\0')}");
        Encoding.ASCII.GetBytes(by).CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}
