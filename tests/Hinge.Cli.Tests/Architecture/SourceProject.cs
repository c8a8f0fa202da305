using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Hinge.Cli.Tests.Programs;

namespace Hinge.Cli.Tests.Architecture;

/// <summary>A project under src/: what it says it depends on, and what its assembly does depend on.</summary>
/// <param name="Name">Its name, <c>Hinge.Core</c>.</param>
/// <param name="Projects">The projects it references.</param>
/// <param name="Packages">The packages it references.</param>
public sealed record SourceProject(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    /// <summary>Every project under src/.</summary>
    public static IReadOnlyList<SourceProject> All { get; } =
        [.. Directory.GetFiles(Path.Combine(BuiltProgram.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The assemblies that its own assembly refers to; null when it is not built.</summary>
    public IReadOnlyList<string>? Assemblies()
    {
        string path = Path.Combine(BuiltProgram.FolderOf(Name), Name + ".dll");
        if (!File.Exists(path))
            return null;
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle =>
            metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static SourceProject Read(string path)
    {
        XElement project = XElement.Load(path);
        return new SourceProject(
            Path.GetFileNameWithoutExtension(path),
            [.. Includes(project, "ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include))],
            [.. Includes(project, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XElement project, string item) =>
        project.Descendants(item).Select(element => element.Attribute("Include")!.Value.Replace('\\', '/'));
}
