namespace Hinge.Testing;

/// <summary>Development data beside the checkout (<c>../shared</c>), which may be absent.</summary>
public static class SharedData
{
    private static readonly string? s_root = Find();

    /// <summary>The path of a file or folder under <c>shared/data</c>; skips the running test when it is
    /// absent.</summary>
    public static string Path(string relative)
    {
        string? path = s_root is null ? null : System.IO.Path.Combine(s_root, "data", relative);
        bool exists = path is not null && (File.Exists(path) || Directory.Exists(path));
        Assert.SkipUnless(exists, $"development data '{relative}' are not beside this checkout");
        return path!;
    }

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(at.FullName, "Hinge.slnx")))
                continue;
            string shared = System.IO.Path.GetFullPath(System.IO.Path.Combine(at.FullName, "..", "shared"));
            return Directory.Exists(shared) ? shared : null;
        }
        return null;
    }
}
