using Hinge.Core.Runs;
using Hinge.Testing;

namespace Hinge.Core.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(2));
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_name_says_when_what_and_seed()
    {
        using RunFolder run = RunFolder.Create(_root.File("a/b"), "scope", 18446744073709551615, s_now);
        Assert.Equal(_root.File("a/b/20260304-050607-scope-18446744073709551615"), run.Path);
        Assert.True(File.Exists(run.File("metrics.jsonl")));
    }

    [Fact]
    public void A_folder_that_exists_is_left_alone()
    {
        string[] names = new string[3];
        for (int i = 0; i < names.Length; i++)
        {
            using RunFolder run = RunFolder.Create(_root.Path, "fly", 7, s_now);
            File.WriteAllText(run.File("mine"), $"{i}");
            names[i] = Path.GetFileName(run.Path);
        }
        Assert.Equal(["20260304-050607-fly-7", "20260304-050607-fly-7-2", "20260304-050607-fly-7-3"], names);
        Assert.Equal("0", File.ReadAllText(_root.File("20260304-050607-fly-7/mine")));
    }

    [Fact]
    public void Many_runs_of_one_second_get_a_folder_each()
    {
        string[] paths = new string[16];
        Parallel.For(0, paths.Length, i =>
        {
            using RunFolder run = RunFolder.Create(_root.Path, "fly", 7, s_now);
            paths[i] = run.Path;
        });
        Assert.Equal(paths.Length, paths.Distinct().Count());
    }

    [Fact]
    public void Equal_settings_give_equal_bytes_and_a_known_form()
    {
        SampleSettings settings = new("ä \"q\" <b>", 1e-7, [1, 2], new("inner", 0.1, []));
        using RunFolder one = RunFolder.Create(_root.Path, "scope", 1, s_now);
        using RunFolder two = RunFolder.Create(_root.Path, "scope", 1, s_now.AddDays(1));
        one.WriteSettings(settings, SampleJson.Default.SampleSettings);
        two.WriteSettings(settings with { }, SampleJson.Default.SampleSettings);
        string text = File.ReadAllText(one.File("settings.json"));
        Assert.Equal(text, File.ReadAllText(two.File("settings.json")));
        Assert.Equal("""
            {
              "name": "ä \"q\" <b>",
              "rate": 1E-07,
              "widths": [
                1,
                2
              ],
              "inner": {
                "name": "inner",
                "rate": 0.1,
                "widths": [],
                "inner": null
              }
            }

            """, text);
    }

    [Fact]
    public void Settings_and_results_read_back()
    {
        using RunFolder run = RunFolder.Create(_root.Path, "scope", 1, s_now);
        SampleSettings value = new("x", double.Epsilon, [3], new("y", -0.0, [int.MinValue]));
        run.WriteSettings(value, SampleJson.Default.SampleSettings);
        run.WriteResult(value, SampleJson.Default.SampleSettings);
        Assert.Equivalent(value, run.ReadSettings(SampleJson.Default.SampleSettings), strict: true);
        Assert.Equivalent(value, run.ReadResult(SampleJson.Default.SampleSettings), strict: true);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_none_is_refused_by_name_and_the_last_good_file_stays(double rate)
    {
        using RunFolder run = RunFolder.Create(_root.Path, "scope", 1, s_now);
        run.WriteSettings(new("good", 1, []), SampleJson.Default.SampleSettings);
        SampleSettings bad = new("outer", 1, [], new("inner", rate, []));
        string settings = Assert.Throws<InputException>(
            () => run.WriteSettings(bad, SampleJson.Default.SampleSettings)).Message;
        string result = Assert.Throws<RunFailedException>(
            () => run.WriteResult(bad, SampleJson.Default.SampleSettings)).Message;
        Assert.Equal("setting 'rate' is NaN or infinite, expected a finite number", settings);
        Assert.Equal("result 'rate' is NaN or infinite", result);
        Assert.Equal("good", run.ReadSettings(SampleJson.Default.SampleSettings).Name);
        Assert.False(File.Exists(run.File("result.json")));
    }

    [Theory]
    [InlineData("", "not the expected JSON")]
    [InlineData("null", "found null")]
    [InlineData("{\"name\":\"x\",\n\"rate\":\"fast\"}", "line 2, byte 13, at $.rate")]
    [InlineData("{\"name\":", "line 1")]
    public void Malformed_settings_are_refused_with_the_place(string text, string expected)
    {
        using RunFolder run = RunFolder.Create(_root.Path, "scope", 1, s_now);
        File.WriteAllText(run.File("settings.json"), text);
        string message = Assert.Throws<InputException>(
            () => run.ReadSettings(SampleJson.Default.SampleSettings)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("settings.json", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_that_cannot_hold_folders_is_named_with_the_reason()
    {
        File.WriteAllText(_root.File("occupied"), "");
        string root = _root.File("occupied");
        string message = Assert.Throws<InputException>(() => RunFolder.Create(root, "fly", 1, s_now)).Message;
        Assert.StartsWith(root, message, StringComparison.Ordinal);
        Assert.Contains("cannot be made", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_read_only_root_is_named_with_the_reason()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        string message = Assert.Throws<InputException>(() => RunFolder.Create("/proc/1", "fly", 1, s_now)).Message;
        Assert.StartsWith("/proc/1/20260304", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_root_that_is_no_name_is_refused(string root) =>
        Assert.Throws<InputException>(() => RunFolder.Create(root, "fly", 1, s_now));

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("Scope")]
    public void A_system_is_named_in_lower_case(string system) =>
        Assert.Throws<ArgumentException>(() => RunFolder.Create(_root.Path, system, 1, s_now));

    [Fact]
    public void Files_stay_inside_and_their_folders_are_made()
    {
        using RunFolder run = RunFolder.Create(_root.Path, "scope", 1, s_now);
        File.WriteAllText(run.File("checkpoints/deep/1.bin"), "x");
        Assert.True(File.Exists(Path.Combine(run.Path, "checkpoints", "deep", "1.bin")));
        Assert.Throws<ArgumentException>(() => run.File("../other"));
        Assert.Throws<ArgumentException>(() => run.File("/etc/passwd"));
        Assert.Throws<ArgumentException>(() => run.File("."));
    }

    [Fact]
    public void An_opened_folder_goes_on_after_the_checkpoint()
    {
        string path;
        using (RunFolder run = RunFolder.Create(_root.Path, "scope", 1, s_now))
        {
            path = run.Path;
            for (int step = 0; step < 5; step++)
                run.Metrics.Append(step, ("loss", 1.0 / (step + 1)));
        }
        using (RunFolder again = RunFolder.Open(path, lastStep: 2))
        {
            Assert.Equal(2, again.Metrics.LastStep);
            again.Metrics.Append(3, ("loss", 0.25));
        }
        Assert.Equal("{\"step\":3,\"loss\":0.25}", File.ReadAllLines(Path.Combine(path, "metrics.jsonl"))[^1]);
        Assert.Equal(4, File.ReadAllLines(Path.Combine(path, "metrics.jsonl")).Length);
        Assert.Throws<InputException>(() => RunFolder.Open(_root.File("absent")));
    }
}
