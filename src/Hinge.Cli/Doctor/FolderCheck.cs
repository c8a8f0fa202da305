namespace Hinge.Cli.Doctor;

/// <summary>Whether a folder takes files.</summary>
internal static class FolderCheck
{
    public static Check Run(string name, string folder, string advice)
    {
        string path = Path.Combine(folder, $".hinge-doctor-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(path, "x");
            File.Delete(path);
            return new Check(name, CheckStatus.Ok, $"{folder} is writable");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Check(name, CheckStatus.Warning, $"{folder} is not writable: {e.Message}", advice);
        }
    }
}
