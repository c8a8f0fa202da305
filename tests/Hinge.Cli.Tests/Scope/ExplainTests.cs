using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Core.Pictures;

namespace Hinge.Cli.Tests.Scope;

/// <summary><c>hinge scope explain</c>, <c>save</c> and <c>verify</c> as a user meets them: good input and bad.</summary>
public sealed class ExplainTests : ScopeProgram
{
    [Fact]
    public void Explain_accounts_for_the_score_and_leaves_a_run_folder()
    {
        ProgramResult run = Scope("explain", "--digit", "7");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"certificate  complete \S+  adjoint \S+ \(3 pairs\)  sites \S+  gates [\d,]+ .* pass", run.Output);
        Assert.Matches(@"class \d  y -?[\d.]+ = votes -?[\d.]+ \+ r -?[\d.]+ ", run.Output);
        string folder = Assert.Single(Directory.GetDirectories(Folder.Path));
        foreach (string name in (string[])["settings.json", "result.json", "votes.png", "report.html"])
            Assert.True(File.Exists(Path.Combine(folder, name)), name);
        Assert.Equal(5 * (28 * 4 + 2) - 2, PngFile.Read(Path.Combine(folder, "votes.png")).Width);
    }

    [Fact]
    public void Explain_gives_one_json_document_whose_accounts_add_up()
    {
        JsonNode document = Json("explain", "--net", "tiny-digits-bn", "--digit", "3", "--double");
        JsonNode chosen = document["classes"]![document["chosen"]!.GetValue<int>()]!;
        double y = Number(chosen, "output"), votes = Number(chosen, "votes"), r = Number(chosen, "residual");
        Assert.Equal(y, votes + r, 1e-10);
        double sites = document["bias"]!.AsArray().Sum(site => Number(site!, "value"));
        Assert.Equal(r, sites, 1e-10);
        Assert.True(document["certificate"]!["passed"]!.GetValue<bool>());
    }

    [Fact]
    public void A_saved_interpreter_explains_the_same_in_another_process()
    {
        string file = Folder.File("digit.scope");
        Assert.Equal(0, Scope("save", file, "--digit", "5").ExitCode);
        JsonNode first = Json("explain", "--digit", "5");
        JsonNode second = Json("explain", "--from", file);
        Assert.Equal(first["classes"]!.ToJsonString(), second["classes"]!.ToJsonString());
        Assert.Equal(first["bias"]!.ToJsonString(), second["bias"]!.ToJsonString());
        Assert.Equal(first["certificate"]!.ToJsonString(), second["certificate"]!.ToJsonString());
        AssertRefused("exists already; --overwrite replaces it", "save", file);
    }

    [Fact]
    public void The_same_command_gives_the_same_bytes()
    {
        Scope("explain", "--net", "tiny-sr", "--digit", "2");
        Scope("explain", "--net", "tiny-sr", "--digit", "2");
        string[] folders = Directory.GetDirectories(Folder.Path);
        Assert.Equal(2, folders.Length);
        foreach (string name in (string[])["settings.json", "result.json", "rows.png", "output.png", "report.html"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(folders[0], name)), File.ReadAllBytes(Path.Combine(folders[1], name)));
    }

    [Theory]
    [InlineData("tiny-digits-bn")]
    [InlineData("tiny-digits-free")]
    [InlineData("tiny-sr")]
    [InlineData("tiny-style")]
    public void Verify_holds_every_row(string net)
    {
        ProgramResult run = Scope("verify", "--net", net, "--double", "--pairs", "5");
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("FAIL", run.Output, StringComparison.Ordinal);
        foreach (string row in (string[])["E1 ", "E2 ", "E3 ", "E4 ", "E5 ", "E6 ", "E10", "E11"])
            Assert.Contains(row, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_gets_one_line_and_exit_code_2()
    {
        string small = Folder.File("small.png"), broken = Folder.File("broken.png"), text = Folder.File("a.png");
        PngFile.Write(small, Picture.Grey(9, 28));
        byte[] bytes = PngFile.ToBytes(Picture.Grey(28, 28));
        bytes[45] ^= 1;
        File.WriteAllBytes(broken, bytes);
        File.WriteAllText(text, "not a picture");
        string scope = Folder.File("no.scope");
        File.WriteAllText(scope, "{}");

        AssertRefused("small.png: 9 x 28 pixels; tiny-digits-bn takes 28 x 28", "explain", "--image", small);
        AssertRefused("width and height must be multiples of 4, 8 or more",
            "explain", "--net", "tiny-style", "--image", small);
        AssertRefused("broken.png", "explain", "--image", broken);
        AssertRefused("expected PNG or JPEG", "explain", "--image", text);
        AssertRefused("missing.png", "explain", "--image", Folder.File("missing.png"));
        AssertRefused("no network is called 'resnet'; did you mean '", "explain", "--net", "resnet");
        AssertRefused("the weights of fsrcnn are missing", "explain", "--net", "fsrcnn");
        AssertRefused("the weights of a graph are missing", "explain", "--net", MinimalGraph());
        AssertRefused("the sample has digits 0 to 499", "explain", "--digit", "500");
        AssertRefused("--class 10: tiny-digits-bn has classes 0 to 9", "explain", "--class", "10");
        AssertRefused("no.scope", "explain", "--from", scope);
    }

    [Fact]
    public void A_run_folder_that_cannot_be_made_is_refused()
    {
        string file = Folder.File("file");
        File.WriteAllText(file, "");
        ProgramResult run = BuiltProgram.Run(
            BuiltProgram.Hinge, "scope", "explain", "--out", Path.Combine(file, "runs"));
        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }
}
