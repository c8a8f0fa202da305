using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Core.Formats;

namespace Hinge.Cli.Tests.Scope;

/// <summary><c>hinge scope svd</c>, <c>bias</c>, <c>map</c> and <c>compare</c>.</summary>
public sealed class AnalysisTests : ScopeProgram
{
    [Fact]
    public void Svd_gives_triplets_whose_residuals_hold_whichever_way_F_is_applied()
    {
        string[] picture = ["--net", "tiny-sr", "--digit", "2", "-k", "4"];
        JsonNode sparse = Json(["svd", .. picture]);
        JsonNode replayed = Json(["svd", .. picture, "--implicit"]);
        Assert.Equal(["singular.png", "svd.npz"], FilesOf(sparse));
        Assert.True(Number(sparse, "residual") <= 1e-5);
        Assert.Equal(4, sparse["converged"]!.GetValue<int>());
        for (int k = 0; k < 4; k++)
            Assert.Equal(sparse["values"]![k]!.GetValue<double>(), replayed["values"]![k]!.GetValue<double>(), 1e-5);
        IReadOnlyDictionary<string, NdArray> arrays = NpzFile.Read(Path.Combine((string)sparse["folder"]!, "svd.npz"));
        Assert.Equal([4, 1, 56, 56], arrays["u"].Shape);
        Assert.Equal([4, 1, 28, 28], arrays["v"].Shape);
        Assert.Equal(1, arrays["v"].ToDoubles()[..784].Sum(v => v * v), 1e-9);
        AssertRefused("-k 11: F is 10 x 784, so there are 1 to 10", "svd", "-k", "11");
    }

    [Fact]
    public void Bias_counts_a_set_and_splits_r_by_layer()
    {
        JsonNode biased = Json("bias", "--set", "digits", "--count", "100");
        Assert.Equal(["bias.png"], FilesOf(biased));
        Assert.Equal(100, biased["count"]!.GetValue<int>());
        Assert.InRange(Number(biased["reliance"]!, "accuracy"), 0.9, 1);
        Assert.True(biased["certificate"]!["passed"]!.GetValue<bool>());
        Assert.NotEmpty(biased["sites"]!.AsArray());
        JsonNode free = Json("bias", "--net", "tiny-digits-free", "--set", "digits", "--count", "20");
        Assert.Equal(0, Number(free, "residualNorm"));
        Assert.Equal(0.1, Number(free["reliance"]!, "residualAccuracy"), 1e-12);
        AssertRefused("--count 501: digits has 500 pictures", "bias", "--set", "digits", "--count", "501");
    }

    [Fact]
    public void Map_draws_every_map_and_classifiers_have_none()
    {
        JsonNode maps = Json("map", "--net", "tiny-sr", "--digit", "6");
        Assert.Equal(
            ["arrows.png", "displacement.png", "gain.png", "orientation.png", "template.png"], FilesOf(maps));
        Assert.InRange(Number(maps, "displacementMedian"), 0, 1);
        Assert.InRange(Number(maps, "meanGain"), 0.9, 1.1);
        AssertRefused("outputs of shape [10] are no picture", "map");
        AssertRefused("--channel 1: the output has channels 0 to 0", "map", "--net", "tiny-sr", "--channel", "1");
    }

    [Fact]
    public void Compare_tells_the_same_from_another()
    {
        string other = Folder.File("other.npy");
        NpyFile.Write(other, NdArray.From<float>([.. Enumerable.Range(0, 784).Select(i => i % 29 / 28f)], 28, 28));
        JsonNode apart = Json("compare", "--digit", "3", "--other-image", other, "-k", "2");
        Assert.True(Number(apart, "distance") > 0.05);
        Assert.Contains(apart["gates"]!.AsArray(), gate => gate!["different"]!.GetValue<long>() > 0);
        Assert.Equal(2, apart["inputAngles"]!.AsArray().Count);
        JsonNode same = Json("compare", "--image", other, "--other-image", other, "--digit", "3");
        Assert.Equal(0, Number(same, "distance"));
        AssertRefused("compare needs a second", "compare");
        AssertRefused("do not compare", "compare", "--other-net", "tiny-sr");
    }

    [Fact]
    public void Commands_on_a_saved_interpreter_need_no_picture()
    {
        string file = Folder.File("sr.scope");
        Assert.Equal(0, Scope("save", file, "--net", "tiny-sr", "--digit", "8").ExitCode);
        JsonNode rows = Json("rows", "--net", "tiny-sr", "--from", file, "--at", "9,9");
        JsonNode direct = Json("rows", "--net", "tiny-sr", "--digit", "8", "--at", "9,9", "--plan", "cache");
        Assert.Equal(rows["rows"]!.ToJsonString(), direct["rows"]!.ToJsonString());
        AssertRefused("--plan: a saved interpreter is a mask cache already",
            "rows", "--net", "tiny-sr", "--from", file, "--plan", "fly");
        ProgramResult verify = Scope("verify", "--net", "tiny-sr", "--from", file);
        Assert.Equal(2, verify.ExitCode);
    }
}
