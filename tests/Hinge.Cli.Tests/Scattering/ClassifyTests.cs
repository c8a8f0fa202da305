using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Scattering;

public class ClassifyTests
{
    private static readonly string[] s_small =
        ["--train", "digits", "--n", "300", "--test-n", "100", "--preset", "kymatio2d:J=3"];

    [Fact]
    public void Digits_are_learned_a_model_is_kept_and_says_the_same()
    {
        using TemporaryFolder folder = new();
        string[] places = ["--out", folder.File("runs"), "--json"];
        ProgramResult first = Run(
            ["classify", .. s_small, .. places, "--with", "ridge", "--lambda", "10", "--save", folder.File("m.npz")]);

        Assert.Equal(0, first.ExitCode);
        JsonNode result = JsonNode.Parse(first.Output)!;
        Assert.Equal((1953, 300, 100), ((int)result["features"]!, (int)result["trainingSamples"]!,
            (int)result["testSamples"]!));
        Assert.InRange((double)result["error"]!, 0, 0.2);
        string run = (string)result["folder"]!;
        Assert.All(
            (string[])["settings.json", "result.json", "report.html"],
            name => Assert.True(File.Exists(Path.Combine(run, name))));
        Assert.Equal(2, Directory.GetFiles(folder.File("runs/features")).Length);

        ProgramResult again = Run(
            ["classify", "--train", "digits", "--test-n", "100", "--model", folder.File("m.npz"), .. places]);
        Assert.Equal(0, again.ExitCode);
        Assert.True(JsonNode.DeepEquals(result["confusion"], JsonNode.Parse(again.Output)!["confusion"]));

        // What was kept is used: with both files damaged the features are computed again, and are the same.
        foreach (string file in Directory.GetFiles(folder.File("runs/features")))
            File.WriteAllText(file, "no array");
        ProgramResult third = Run(["classify", .. s_small, .. places, "--with", "ridge", "--lambda", "10"]);
        Assert.True(JsonNode.DeepEquals(result["confusion"], JsonNode.Parse(third.Output)!["confusion"]));
        Refused("m.npz: exists already", ["classify", .. s_small, .. places, "--save", folder.File("m.npz")]);
    }

    [Fact]
    public void Pictures_in_folders_are_learned_and_bad_ones_refused()
    {
        using TemporaryFolder folder = new();
        for (int i = 0; i < 12; i++)
        {
            string own = folder.File($"set/{(i % 2 == 0 ? "bars" : "dots")}");
            Directory.CreateDirectory(own);
            Picture picture = new(8, 8, 1);
            for (int n = 0; n < 64; n++)
                picture.Samples[n] = (byte)(i % 2 == 0 ? n % 8 * 30 : (n * (i + 37)) % 256);
            PngFile.Write(Path.Combine(own, $"{i:00}.png"), picture);
        }
        string[] network = ["--frame", "haar:J=1", "--depth", "1", "--out", folder.File("runs")];
        ProgramResult result = Run(
            ["classify", "--train", folder.File("set"), .. network, "--with", "rbf-svm", "--no-cache"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(
            @"^256 features, \d+ support vectors, test error 0\.00 % \(12 samples, 0 of 12 wrong\)", result.Output);

        PngFile.Write(Path.Combine(folder.File("set/dots"), "99.png"), new Picture(8, 9, 1));
        Refused("99.png: found 9x8, 1 channels; expected 8x8", ["classify", "--train", folder.File("set"), .. network]);
        Directory.CreateDirectory(folder.File("set/none"));
        Refused("none: holds no png and no jpg", ["classify", "--train", folder.File("set"), .. network]);
        Refused("holds no png", ["classify", "--train", folder.File("set/none"), .. network], "found 0 folders");
    }

    [Fact]
    public void Sets_that_are_damaged_or_do_not_fit_are_refused()
    {
        using TemporaryFolder folder = new();
        IdxFile.Write(folder.File("p.idx"), NdArray.From<byte>(new byte[20 * 64], 20, 8, 8));
        IdxFile.Write(folder.File("l.idx"), NdArray.From<byte>(new byte[19], 19));
        File.WriteAllBytes(folder.File("short.bin"), new byte[3072]);
        File.WriteAllBytes(folder.File("bad.idx"), [0, 0, 8, 3, 0, 0]);
        string[] to = ["--preset", "kymatio2d:J=3", "--out", folder.File("runs")];
        Refused("the classes are missing; give --test-labels FILE",
            ["classify", "--train", folder.File("p.idx"), .. to]);
        Refused("expected UInt8 [20]", ["classify", "--train", "digits", "--test", folder.File("p.idx"), "--test-labels",
            folder.File("l.idx"), .. to]);
        Refused("3073", ["classify", "--train", folder.File("short.bin"), .. to]);
        Refused("bad.idx",
            ["classify", "--train", folder.File("bad.idx"), "--test-labels", folder.File("l.idx"), .. to]);
        Refused("found 4500 samples; expected 5000",
            ["classify", "--train", "digits", "--n", "5000", .. to]);
        Refused("--with: found 'svm'; expected one of pca-affine, ridge",
            ["classify", "--train", "digits", "--with", "svm"]);
        Refused("--train is missing", ["classify"]);
        Refused("m.npz.json", ["classify", "--model", folder.File("m.npz"), .. to]);
        Refused("--lambda: found '-1', expected a positive number",
            ["classify", .. s_small, "--lambda", "-1"]);
        Refused("--components 400: expected at most 300",
            ["classify", .. s_small, .. to[2..], "--components", "400"]);
    }

    [Fact]
    public void A_cell_of_the_companion_is_resumed()
    {
        using TemporaryFolder folder = new();
        string[] small =
            ["companion", "--quick", "--train", "digits", "--n", "200", "--test-n", "50", "--out", folder.File("runs"),
            "--only", "haar-relu-max", "--json"];
        ProgramResult first = Run(small);
        Assert.Equal(0, first.ExitCode);
        JsonNode document = JsonNode.Parse(first.Output)!;
        JsonNode cell = document["cells"]![0]!;
        Assert.Equal((18424, 200), ((int)cell["features"]!, (int)cell["trainingSamples"]!));
        Assert.InRange((double)cell["error"]!, 0, 0.3);
        Assert.Equal(1, (double)cell["lipschitz"]!, 1e-9);

        string run = (string)document["folder"]!;
        ProgramResult again = Run([.. small, "--resume", run]);
        Assert.True(JsonNode.DeepEquals(document, JsonNode.Parse(again.Output)));
        string[] other = [.. small.Select(each => each == "200" ? "100" : each)];
        Refused("the run has other settings", [.. other, "--resume", run]);
        Refused("--only: no cell 'haar-relu-maxi'; expected such as haar-relu-max",
            ["companion", "--quick", "--train", "digits", "--only", "haar-relu-maxi"]);
        Refused("expected one of --quick and --full", ["companion", "--train", "digits"]);
    }

    private static void Refused(string message, string[] arguments, string? other = null)
    {
        ProgramResult result = Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.True(
            result.Error.Contains(message, StringComparison.Ordinal)
            || (other is not null && result.Error.Contains(other, StringComparison.Ordinal)), result.Error);
    }

    private static ProgramResult Run(params string[] arguments) =>
        BuiltProgram.Run(BuiltProgram.Hinge, ["scatter", .. arguments]);
}
