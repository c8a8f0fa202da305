namespace Hinge.Cli.Tests.Programs;

/// <summary>A folder outside the repository that is gone after the test.</summary>
public sealed class ScratchFolder : IDisposable
{
    /// <summary>The folder's full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("hinge-test-").FullName;

    /// <summary>The path of something in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
