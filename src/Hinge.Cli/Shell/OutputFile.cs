using Hinge.Core;

namespace Hinge.Cli.Shell;

/// <summary>A file that the user names for a result.</summary>
internal static class OutputFile
{
    /// <summary>Checks, before any work, that a file may be written.</summary>
    /// <exception cref="InputException">It exists and may not be replaced, or is a folder.</exception>
    public static void Check(CommandContext context, string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path}: is a folder; expected a file to write");
        if (File.Exists(path) && !context.Arguments.GetValue(CommonOptions.Overwrite))
            throw new InputException($"{path}: exists already; --overwrite replaces it");
    }
}
