using System.Text.Json.Nodes;
using Hinge.Core.Formats;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Scope;

/// <summary>Networks and pictures of the user's own: graph files, architectures with weights, arrays, batches.</summary>
public sealed class UserNetworkTests : ScopeProgram
{
    [Fact]
    public void A_graph_file_with_its_weights_is_explained()
    {
        string net = Folder.File("net.json"), weights = Folder.File("w.safetensors");
        File.WriteAllText(net, """
            {"version": 1,
             "input": {"name": "x", "shape": [1, null, null], "range": [0, 255], "mean": [10], "std": [50]},
             "nodes": [
               {"op": "conv", "name": "c", "in": ["x"], "weights": {"weight": "w", "bias": "b"},
                "attributes": {"padding": 1}},
               {"op": "relu", "name": "y", "in": ["c"]}],
             "output": "y"}
            """);
        float[] kernel = [.. Enumerable.Range(0, 9).Select(i => (i - 3) / 8f)];
        SafetensorsFile.Write(weights,
        [
            new("w", NdArray.From<float>(kernel, 1, 1, 3, 3)), new("b", NdArray.From<float>([0.25f], 1)),
        ]);
        JsonNode verified = Json("verify", "--net", net, "--weights", weights, "--double", "--pairs", "3", "--crop", "0,0,9,8");
        Assert.All(verified["rows"]!.AsArray(), row => Assert.True(row!["passed"]!.GetValue<bool>(), row.ToJsonString()));

        // In raw coordinates a weight is smaller by the deviation, and r holds the mean.
        string[] row = ["rows", "--net", net, "--weights", weights, "--double", "--at", "4,4", "--plan", "cache"];
        JsonNode input = Json(row)["rows"]![0]!, raw = Json([.. row, "--origin", "raw"])["rows"]![0]!;
        Assert.Equal(Number(input, "value"), Number(raw, "value"), 1e-12);
        Assert.Equal(Number(input, "gain") / 50, Number(raw, "gain"), 1e-12);
        Assert.Equal(Number(input, "residual") - (Number(input, "gain") * 10 / 50), Number(raw, "residual"), 1e-12);
        AssertRefused("none", "explain", "--net", net, "--weights", Folder.File("none"));
    }

    [Fact]
    public void Random_weights_let_every_architecture_be_looked_at()
    {
        JsonNode found = Json(
            "matrix", "--net", "espcn", "--weights", "random", "--scale", "3", "--width", "4", "--digit", "1");
        Assert.Equal(84 * 84, found["rows"]!.GetValue<long>());
        Assert.True(found["certificate"]!["passed"]!.GetValue<bool>());
        AssertRefused("'resnet2'", "explain", "--net", "resnet2", "--weights", "random");
        AssertRefused("--norm: found 'frozen'", "explain", "--norm", "frozen");
        AssertRefused("frozen by its Jacobian",
            "rows", "--net", "espcn", "--weights", "random", "--width", "4", "--plan", "autograd");
    }

    [Fact]
    public void Arrays_and_batches_are_pictures()
    {
        string npz = Folder.File("p.npz"), idx = Folder.File("p.idx");
        NdArray floats = NdArray.From<double>([.. Enumerable.Range(0, 784).Select(i => i / 783.0)], 28, 28);
        NpzFile.Write(npz, [new("a", floats), new("b", floats)]);
        IdxFile.Write(idx, NdArray.From<byte>(new byte[3 * 784], 3, 28, 28));
        Json("rows", "--image", npz + ":a", "--at", "0");
        Json("rows", "--image", idx, "--take", "2", "--at", "0");
        AssertRefused("the keys are a, b", "rows", "--image", npz);
        AssertRefused("--take 3, but there are pictures 0 to 2", "rows", "--image", idx, "--take", "3");
        NpyFile.Write(Folder.File("large.npy"), NdArray.From<double>([.. Enumerable.Repeat(200.0, 784)], 28, 28));
        AssertRefused("it takes 0 to 1", "rows", "--image", Folder.File("large.npy"));
        NpyFile.Write(Folder.File("nan.npy"), NdArray.From<double>([.. Enumerable.Repeat(double.NaN, 784)], 28, 28));
        AssertRefused("element 0 is NaN", "rows", "--image", Folder.File("nan.npy"));
    }

    [Fact]
    public void Published_weights_explain_a_published_picture()
    {
        string weights = SharedData.Path("scope/formats/resnet20-12fca82f.th");
        string set = SharedData.Path("cifar10/test_batch.bin.gz");
        JsonNode bias = Json("bias", "--net", "resnet20", "--weights", weights, "--image", set, "--set", set, "--count", "40");
        Assert.InRange(Number(bias["reliance"]!, "accuracy"), 0.6, 1);
        Assert.True(Number(bias["rawReliance"]!, "residualAccuracy") >= Number(bias["rawReliance"]!, "linearAccuracy"));
        Assert.Equal(20, bias["sites"]!.AsArray().Count);
    }
}
