using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Core.Randomness;
using Hinge.Flight.Export;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Flight;

public class ExportTests
{
    [Theory]
    [InlineData("raw", "actor.bin", "actor.json")]
    [InlineData("json", "policy.json", null)]
    [InlineData("safetensors", "policy.safetensors", null)]
    [InlineData("onnx", "policy.onnx", null)]
    [InlineData("c", "policy.c", "policy.h")]
    public void Every_format_is_written_under_its_name_and_verified(string format, string file, string? beside)
    {
        using TemporaryFolder folder = new();
        string source = WritePolicy(folder);
        Directory.CreateDirectory(folder.File("out"));
        ProgramResult result = BuiltProgram.Run(
            BuiltProgram.Hinge, "fly", "export", source, "--format", format, "--verify", "--out", folder.File("out"));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(
            $"export    {Path.Combine(folder.File("out"), file)} ", result.Output, StringComparison.Ordinal);
        Assert.True(
            result.Output.Contains(": ok\n", StringComparison.Ordinal)
            || result.Output.Contains("skipped   host: no C compiler", StringComparison.Ordinal));
        IEnumerable<string> expected = new[] { beside, file }.OfType<string>().Order(StringComparer.Ordinal);
        Assert.Equal(expected, Directory.GetFiles(folder.File("out"))
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_folder_gives_its_selected_policy_and_formats_follow_each_other()
    {
        using TemporaryFolder folder = new();
        string selected = Path.Combine(folder.Path, "run", "selected");
        Directory.CreateDirectory(selected);
        File.Copy(WritePolicy(folder), Path.Combine(selected, "actor.bin"));
        string[][] steps =
        [
            [folder.File("run"), "json", folder.File("a.json")],
            [folder.File("a.json"), "safetensors", folder.File("b.safetensors")],
            [folder.File("b.safetensors"), "raw", folder.File("c.bin")],
        ];
        foreach (string[] step in steps)
        {
            ProgramResult result = BuiltProgram.Run(
                BuiltProgram.Hinge, "fly", "export", step[0], "--format", step[1], "--out", step[2], "--json");
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            JsonNode document = JsonNode.Parse(result.Output)!;
            Assert.Equal((step[2], "unknown"), ((string)document["file"]!, (string)document["drone"]!));
        }
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(selected, "actor.bin")), File.ReadAllBytes(folder.File("c.bin")));
    }

    [Fact]
    public void Bad_input_is_one_line_and_exit_code_2()
    {
        using TemporaryFolder folder = new();
        string source = WritePolicy(folder), broken = folder.File("broken.bin");
        File.WriteAllBytes(broken, File.ReadAllBytes(source)[..40_000]);
        AssertRefused(
            $"{broken}: 40,000 bytes is not 4·(5636 + 256 H); expected 55,312 for history 32",
            broken, "--format", "raw", "--out", folder.File("x.bin"));
        AssertRefused("--format: found 'x', expected one of raw, json, safetensors, onnx, c", source, "--format", "x");
        AssertRefused(
            $"{folder.Path}: holds no selected/actor.bin; expected the folder of a training, or a policy file",
            folder.Path, "--format", "c");
        AssertRefused(
            $"{source}: exists already; --overwrite replaces it", source, "--format", "raw", "--out", source);
        AssertRefused(
            $"{folder.File("p.txt")}: expected a name that ends in .c",
            source, "--format", "c", "--out", folder.File("p.txt"));
        AssertRefused(
            $"cannot read '{folder.File("none.bin")}': no such file", folder.File("none.bin"), "--format", "c");
    }

    private static void AssertRefused(string line, params string[] arguments)
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, ["fly", "export", .. arguments]);
        Assert.Equal((2, "", $"hinge: {line}\n"), (result.ExitCode, result.Output, result.Error));
    }

    private static string WritePolicy(TemporaryFolder folder)
    {
        float[] weights = new float[13_828];
        new RandomStream(1).FillUniform(weights, -0.1f, 0.1f);
        byte[] bytes = new byte[4 * weights.Length];
        for (int i = 0; i < weights.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), weights[i]);
        Assert.Equal(bytes, RawPolicy.ToBytes(RawPolicy.Parse(bytes, "actor.bin")));
        string path = folder.File("given.bin");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
