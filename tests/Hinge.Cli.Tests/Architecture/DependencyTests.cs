namespace Hinge.Cli.Tests.Architecture;

public class DependencyTests
{
    // What each project may refer to directly: downwards only.
    private static readonly Dictionary<string, string[]> s_below = new()
    {
        ["Hinge.Core"] = [],
        ["Hinge.Samples"] = ["Hinge.Core"],
        ["Hinge.Flight"] = ["Hinge.Core"],
        ["Hinge.Proof"] = ["Hinge.Core"],
        ["Hinge.Scattering"] = ["Hinge.Core"],
        ["Hinge.Elements"] = ["Hinge.Core"],
        ["Hinge.Plots"] = ["Hinge.Core"],
        ["Hinge.Deploy"] = ["Hinge.Core"],
        ["Hinge.Torch"] = ["Hinge.Core"],
        ["Hinge.Scope"] = ["Hinge.Core", "Hinge.Samples", "Hinge.Torch"],
        ["Hinge.Mobile"] = ["Hinge.Core", "Hinge.Samples", "Hinge.Torch", "Hinge.Deploy"],
        ["Hinge.Surrogate"] = ["Hinge.Core", "Hinge.Samples", "Hinge.Torch", "Hinge.Elements"],
    };

    private static readonly string[] s_baseOnly =
        ["Hinge.Core", "Hinge.Samples", "Hinge.Flight", "Hinge.Proof", "Hinge.Scattering", "Hinge.Elements"];

    public static TheoryData<string> Projects => [.. SourceProject.All.Select(project => project.Name)];

    public static TheoryData<string> BaseOnlyProjects =>
        [.. SourceProject.All.Select(project => project.Name).Intersect(s_baseOnly)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Projects_depend_downwards_only(string name)
    {
        SourceProject project = SourceProject.All.Single(candidate => candidate.Name == name);
        if (name == "Hinge.Cli")
            return;   // on top of all
        Assert.True(s_below.TryGetValue(name, out string[]? allowed), $"{name} has no place in the layout");
        Assert.Empty(project.Projects.Except(allowed));
    }

    [Fact]
    public void Nothing_depends_on_the_command_line() =>
        Assert.DoesNotContain(SourceProject.All, project => project.Projects.Contains("Hinge.Cli"));

    [Theory]
    [MemberData(nameof(BaseOnlyProjects))]
    public void The_torch_free_libraries_use_the_base_class_library_and_Core_alone(string name)
    {
        SourceProject project = SourceProject.All.Single(candidate => candidate.Name == name);
        Assert.Empty(project.Packages);

        IReadOnlyList<string>? used = project.Assemblies();
        Assert.SkipWhen(used is null, $"{name} is not built in this configuration");
        Assert.All(used, assembly => Assert.True(
            assembly == "Hinge.Core" || IsOfTheRuntime(assembly), $"{name} refers to {assembly}"));
    }

    // The shared framework lies in one folder, and the object class's assembly is in it.
    private static bool IsOfTheRuntime(string assembly) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, assembly + ".dll"));
}
