using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Core.Formats;

namespace Hinge.Cli.Tests.Scope;

/// <summary><c>hinge scope rows</c>, <c>columns</c> and <c>matrix</c>: three ways to the same numbers.</summary>
public sealed class MatrixTests : ScopeProgram
{
    private static readonly string[] s_picture = ["--net", "tiny-sr", "--digit", "4", "--double"];

    [Fact]
    public void Rows_columns_and_matrix_are_of_one_map_and_account_for_the_output()
    {
        string file = Folder.File("F.npz");
        JsonNode rows = Json(["rows", .. s_picture, "--at", "20,30", "--at", "0,55"]);
        Assert.Equal(["rows.npz", "rows.png"], FilesOf(rows));
        JsonNode columns = Json(["columns", .. s_picture, "--at", "10,15"]);
        Assert.Equal(["columns.npz", "columns.png"], FilesOf(columns));
        // --out names the file here, so the run goes where runs go by default.
        ProgramResult whole = BuiltProgram.RunIn(
            Folder.Path, BuiltProgram.Hinge, ["scope", "matrix", .. s_picture, "--json", "--out", file]);
        JsonNode matrix = JsonNode.Parse(whole.Output)!;
        Assert.True(matrix["certificate"]!["passed"]!.GetValue<bool>());

        double[,] f = Dense(NpzFile.Read(file));
        Assert.Equal((56 * 56, 28 * 28), (f.GetLength(0), f.GetLength(1)));
        IReadOnlyDictionary<string, NdArray> saved = NpzFile.Read(Path.Combine((string)rows["folder"]!, "rows.npz"));
        for (int i = 0; i < 2; i++)
        {
            JsonNode row = rows["rows"]![i]!;
            Assert.Equal(Number(row, "value"), Number(row, "linear") + Number(row, "residual"), 1e-12);
            long[] origin = [.. saved[$"origin{i}"].Values<long>()], output = [.. saved[$"output{i}"].Values<long>()];
            NdArray values = saved[$"row{i}"];
            double[] weights = values.ToDoubles();
            for (int k = 0; k < weights.Length; k++)
            {
                long y = origin[0] + (k / values.Shape[2]), x = origin[1] + (k % values.Shape[2]);
                Assert.Equal(f[(output[1] * 56) + output[2], (y * 28) + x], weights[k], 1e-12);
            }
        }
        double[] column = NpzFile.Read(Path.Combine((string)columns["folder"]!, "columns.npz"))["columns"].ToDoubles();
        for (int i = 0; i < column.Length; i++)
            Assert.Equal(f[i, (15 * 28) + 10], column[i], 1e-12);
    }

    [Theory]
    [InlineData("rows", "tiny-sr", 16)]
    [InlineData("rows", "tiny-digits-bn", 1)]
    [InlineData("columns", "tiny-sr", 16)]
    [InlineData("columns", "tiny-digits-bn", 16)]
    public void Without_places_pixels_get_a_grid_and_classes_the_one_that_wins(string what, string net, int count)
    {
        JsonNode run = Json(what, "--net", net, "--digit", "1");
        Assert.Equal(count, run[what]!.AsArray().Count);
        Assert.Equal([$"{what}.npz", $"{what}.png"], FilesOf(run));
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("autograd")]
    public void Every_plan_gives_the_same_row(string plan)
    {
        JsonNode cached = Json("rows", "--digit", "1", "--at", "3", "--plan", "cache");
        JsonNode other = Json("rows", "--digit", "1", "--at", "3", "--plan", plan);
        Assert.Equal(Number(cached["rows"]![0]!, "linear"), Number(other["rows"]![0]!, "linear"), 1e-4);
        Assert.Equal(Number(cached["rows"]![0]!, "residual"), Number(other["rows"]![0]!, "residual"), 1e-12);
    }

    [Fact]
    public void Places_outside_bad_words_and_matrices_too_large_are_refused()
    {
        AssertRefused(
            "--at 56,3: outputs have columns 0 to 55", ["rows", .. s_picture, "--plan", "cache", "--at", "56,3"]);
        AssertRefused("--at 28,0: inputs have columns 0 to 27", ["columns", .. s_picture, "--at", "28,0"]);
        AssertRefused("--at 10: outputs are 0 to 9", "rows", "--at", "10");
        AssertRefused("found 'a,b', expected x,y", "rows", "--at", "a,b");
        AssertRefused("--plan: found 'fast', expected one of auto, cache, fly, autograd", "rows", "--plan", "fast");
        AssertRefused(
            "--crop 20,20,9,9 reaches outside", "rows", "--net", "tiny-sr", "--digit", "1", "--crop", "20,20,9,9");
        AssertRefused("--memory", "matrix", "--net", "tiny-sr", "--memory", "1");
    }

    private static double[,] Dense(IReadOnlyDictionary<string, NdArray> csr)
    {
        double[] shape = csr["shape"].ToDoubles(), data = csr["data"].ToDoubles();
        double[] indices = csr["indices"].ToDoubles(), starts = csr["indptr"].ToDoubles();
        double[,] dense = new double[(int)shape[0], (int)shape[1]];
        for (int row = 0; row < dense.GetLength(0); row++)
        {
            for (int k = (int)starts[row]; k < (int)starts[row + 1]; k++)
                dense[row, (int)indices[k]] += data[k];
        }
        return dense;
    }
}
