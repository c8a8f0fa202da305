using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Scattering;

public class ScatterTests
{
    [Fact]
    public void An_admissible_network_is_certified_in_the_lines_of_the_docs()
    {
        ProgramResult result = Run(
            "certify", "--size", "128x128", "--depth", "2", "--frame", "wavelets:J=3,L=8", "--rho", "modulus",
                "--pool", "sub:2");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] lines = result.Output.Split('\n');
        Assert.Matches(
            @"^module 1  128x128  wavelets 49 atoms  A 1\.000000 at .* B 1\.000000 at .* \(real\)  "
                + @"modulus L 1  sub:2 R 1  C 1\.000000  admissible$",
            lines[0]);
        Assert.Contains(
            "lipschitz    |F(f)-F(h)| <= 1.000000 |f-h|      all paths: 2353 maps, 2572288 values", lines);
        Assert.Contains("             layer 2  K 0.038802  <= 0.06095 |t| |f|", lines);
        Assert.Contains("deformation  band-limited R   <= 8.885766 (R|tau| + |omega|) |f|     if d max|Dtau| <= 1/2",
            lines);
    }

    [Fact]
    public void A_network_that_is_not_admissible_is_printed_written_and_ends_with_1()
    {
        using TemporaryFolder folder = new();
        string[] network = ["--size", "28x28", "--frame", "rbio2.2:J=3", "--pool", "none;sub:2"];
        ProgramResult result = Run(["certify", .. network, "--out", folder.File("c.json")]);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            "hinge: not admissible: lipschitz |F(f)-F(h)| <= 1.802005 |f-h|; --repair scale multiplies the filters of "
            + "module 1 by 0.744941\n", result.Error);
        Assert.Contains("A 0.671121", result.Output, StringComparison.Ordinal);
        Assert.Contains("NOT ADMISSIBLE", result.Output, StringComparison.Ordinal);
        Assert.False((bool)JsonNode.Parse(File.ReadAllText(folder.File("c.json")))!["lipschitz"]!["admissible"]!);

        ProgramResult repaired = Run(["certify", .. network, "--repair", "scale", "--json"]);
        Assert.Equal(0, repaired.ExitCode);
        Assert.Equal(0.750026, (double)JsonNode.Parse(repaired.Output)!["lipschitz"]!["value"]!, 1e-6);
    }

    [Fact]
    public void Filters_are_written_and_drawn()
    {
        using TemporaryFolder folder = new();
        ProgramResult result = Run(
            "filters", "--frame", "wavelets:J=2,L=2", "--size", "16x12", "--out", folder.File("bank.npz"), "--png",
                folder.File("bank.png"));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("9 atoms  A 1.000000000000  B 1.000000000000  Parseval to 1e-12  wrote ", result.Output,
            StringComparison.Ordinal);
        Assert.Equal([9, 16, 12], NpzFile.Read(folder.File("bank.npz"), "spectrum_real").Shape);
        Assert.Equal(0, PngFile.Read(folder.File("bank.png")).Width % 12);
        ProgramResult again = Run("filters", "--size", "16x12", "--out", folder.File("bank.npz"));
        Assert.Equal(2, again.ExitCode);
        Assert.EndsWith("exists already; --overwrite replaces it\n", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Signals_become_features_with_their_paths_and_certificate()
    {
        using TemporaryFolder folder = new();
        byte[] pixels = [.. Enumerable.Range(0, 3 * 784).Select(i => (byte)(i * 7))];
        IdxFile.Write(folder.File("digits.idx.gz"), NdArray.From<byte>(pixels, 3, 28, 28));
        ProgramResult result = Run(
            "transform", folder.File("digits.idx.gz"), "--preset", "kymatio2d:J=2", "--take", "2", "--energy",
                "--out", folder.File("f.npz"));

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^2 x 28x28 -> 2 x 81 x 7 x 7  [\d.]+ signals/s\n", result.Output);
        Assert.Contains("energy layer 2  448 maps", result.Output.Replace("384", "448", StringComparison.Ordinal)
            .Replace("64 maps", "448 maps", StringComparison.Ordinal), StringComparison.Ordinal);
        IReadOnlyDictionary<string, NdArray> arrays = NpzFile.Read(folder.File("f.npz"));
        Assert.Equal([2, 81, 7, 7], arrays["features"].Shape);
        Assert.Equal([81, 2], arrays["path_atoms"].Shape);
        Assert.Equal(1, (int)JsonNode.Parse(
            System.Text.Encoding.ASCII.GetString(arrays["certificate"].Bytes.Span))!["version"]!);
    }

    [Fact]
    public void Lines_folders_and_double_precision_work()
    {
        using TemporaryFolder folder = new();
        NpyFile.Write(folder.File("lines.npy"),
            NdArray.From<double>([.. Enumerable.Range(0, 128).Select(i => Math.Sin(i))], 2, 64));
        ProgramResult lines = Run(
            "transform", folder.File("lines.npy"), "--size", "64", "--frame", "meyer:J=3", "--precision", "double",
                "--out", folder.File("f.npz"));
        Assert.Equal((0, ""), (lines.ExitCode, lines.Error));
        Assert.Equal(ElementType.Float64, NpzFile.Read(folder.File("f.npz"), "features").Type);

        Directory.CreateDirectory(folder.File("png"));
        PngFile.Write(Path.Combine(folder.File("png"), "a.png"), Picture.Rgb(8, 8));
        ProgramResult few = Run("transform", folder.File("lines.npy"), "--size", "64", "--frame", "meyer:J=3",
            "--paths",
            "energy:0.2");
        Assert.Matches(@"^2 x 64 -> 2 x \d x 64  ", few.Output);
        ProgramResult pictures = Run("transform", folder.File("png"), "--frame", "haar:J=1");
        Assert.StartsWith("3 x 8x8 -> 3 x 13 x 8 x 8  ", pictures.Output, StringComparison.Ordinal);
        PngFile.Write(Path.Combine(folder.File("png"), "b.png"), Picture.Rgb(8, 9));
        ProgramResult unlike = Run("transform", folder.File("png"), "--frame", "haar:J=1");
        Assert.Equal(2, unlike.ExitCode);
        Assert.Contains("b.png: found 9x8; expected 8x8", unlike.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attack_ends_with_0_and_its_lines()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("net.json"), """{"size": "16x16", "modules": [{"frame": "haar:J=1"}]}""");
        ProgramResult result = Run("verify", "--net", folder.File("net.json"), "--pairs", "30", "--starts", "2",
            "--deformations", "6");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("non-expansive    worst 1.000000 of 1  (31 cases; constant signals)", result.Output,
            StringComparison.Ordinal);
        Assert.Contains("identity         worst ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frame 'har:J=3', column 1: unknown name 'har'; did you mean 'haar'?", "certify", "--size", "8x8",
        "--frame", "har:J=3")]
    [InlineData("layer 2: grid 7x7 is not divisible by 2; pad to 8 or use none", "certify", "--size", "14x14",
        "--frame", "haar:J=1", "--pool", "sub:2")]
    [InlineData("wavelets:J=6 on 28x28: scale 0 holds no frequency; the largest J here is 4", "filters", "--size",
        "28x28", "--frame", "wavelets:J=6")]
    [InlineData("size 37: prime factor 37 above 31; the next good size is 38", "certify", "--size", "37x32",
        "--frame", "haar:J=1", "--no-bluestein")]
    [InlineData("--preset: found --depth too; expected one of them", "certify", "--preset", "companion:haar",
        "--depth", "3")]
    [InlineData("the network has no size; expected one such as 28x28", "certify", "--frame", "haar:J=1")]
    [InlineData("--rho: found 3 values for 2 modules", "certify", "--size", "8x8", "--frame", "haar:J=1", "--rho",
        "relu;relu;tanh")]
    [InlineData("--class 'cartoon:k=1', column 9: unknown key 'k'; did you mean 'K'?", "certify", "--size", "64",
        "--frame", "haar:J=1", "--class", "cartoon:k=1")]
    public void Bad_input_is_one_line_and_exit_code_2(string message, params string[] arguments)
    {
        ProgramResult result = Run(arguments);
        Assert.Equal((2, $"hinge: {message}\n"), (result.ExitCode, result.Error));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Signals_that_cannot_be_used_are_told()
    {
        using TemporaryFolder folder = new();
        NpyFile.Write(folder.File("nan.npy"), NdArray.From<float>([1, 2, float.NaN, 4], 2, 2));
        Assert.Equal(
            $"hinge: {folder.File("nan.npy")}: element 2 is not finite\n",
            Run("transform", folder.File("nan.npy"), "--frame", "haar:J=1").Error);
        Directory.CreateDirectory(folder.File("empty"));
        Assert.EndsWith(
            "holds no png; expected a folder of png files\n",
            Run("transform", folder.File("empty"), "--frame", "haar:J=1").Error, StringComparison.Ordinal);
        NpyFile.Write(folder.File("small.npy"), NdArray.From<float>(new float[64], 8, 8));
        Assert.EndsWith(
            "signals of 8x8, but the network is for 16x16\n",
            Run("transform", folder.File("small.npy"), "--size", "16x16", "--frame", "haar:J=1").Error,
                StringComparison.Ordinal);
        Assert.EndsWith(
            "values without --force\n",
            Run("transform", folder.File("small.npy"), "--depth", "9", "--frame", "gabor:K=4").Error,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Signals_tighten_the_certificate_for_themselves()
    {
        using TemporaryFolder folder = new();
        NpyFile.Write(folder.File("waves.npy"), NdArray.From<double>(
            [.. Enumerable.Range(0, 256).Select(i => Math.Cos(2 * Math.PI * 3 * (i % 16) / 16))], 16, 16));
        JsonNode document = JsonNode.Parse(Run(
            "certify", "--size", "16x16", "--frame", "haar:J=1", "--input", folder.File("waves.npy"),
                "--json").Output)!;
        Assert.Equal(3, (double)document["signals"]!["R"]!, 1e-9);
        Assert.Equal(1, (double)document["signals"]!["layers"]![0]!["E"]!, 1e-6);
        Assert.True((double)document["signals"]!["layers"]![1]!["E"]! < 0.9);
    }

    [Fact]
    public void A_class_of_signals_has_its_numbers()
    {
        string[] network = ["certify", "--size", "512", "--depth", "1", "--frame", "meyer:J=3"];
        Assert.Contains(
            "a = 0.83 > 1/2: only the measured bound applies\n",
            Run([.. network, "--class", "band-limited:R=4,tau=0.01,a=0.83"]).Output, StringComparison.Ordinal);
        ProgramResult steep = Run([.. network, "--class", "band-limited:R=4,tau=0.01,a=1.2"]);
        Assert.Equal(0, steep.ExitCode);
        Assert.Contains("<= none |f| (tight), none |f|", steep.Output, StringComparison.Ordinal);
        Assert.Contains(
            "(counted), none (published)", Run([.. network, "--class", "cartoon:K=1,tau=0.00001"]).Output,
                StringComparison.Ordinal);
    }

    private static ProgramResult Run(params string[] arguments) =>
        BuiltProgram.Run(BuiltProgram.Hinge, ["scatter", .. arguments]);
}
