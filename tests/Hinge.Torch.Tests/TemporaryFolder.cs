namespace Hinge.Torch.Tests;

/// <summary>A folder of its own for a test, deleted afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("hinge-torch-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public string[] Names() => [.. new DirectoryInfo(_path).GetFileSystemInfos().Select(entry => entry.Name).Order()];

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
