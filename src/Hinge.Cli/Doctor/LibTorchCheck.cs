using Hinge.Torch.Native;

namespace Hinge.Cli.Doctor;

/// <summary>libtorch: each of its libraries, and the loader's words about the one that is refused.</summary>
internal static class LibTorchCheck
{
    public static Check Run(LibTorchReport torch)
    {
        string[] details = [.. torch.Libraries.Select(Line)];
        return torch.Failure is string failure
            ? new Check("libtorch", CheckStatus.Missing, failure, Advice(torch)) { Details = details }
            : new Check("libtorch", CheckStatus.Ok, torch.Version ?? "loads", null) { Details = details };
    }

    private static string Line(NativeLibraryReport library) => library.Loaded
        ? $"{library.Name} loads from {Path.GetDirectoryName(library.Path)}"
        : $"{library.Name}: {library.Message}";

    private static string Advice(LibTorchReport torch)
    {
        string failure = torch.Failure!;
        bool Says(string words) => failure.Contains(words, StringComparison.Ordinal);
        if (torch.Libraries.Any(library => library.Path is null) || Says("truncated")
            || Says("ELF") || Says("too short"))
            return "a library of the package is missing or damaged: run 'dotnet restore --force' and build again";
        if (Says("GLIBC"))
            return "the system's C or C++ library is older than libtorch's: "
                + "build with Hinge's own targets, or use a newer system";
        if (Says("libstdc++"))
            return "install the C++ runtime: apt-get install libstdc++6";
        return "install what the loader names, then run 'hinge doctor' again";
    }
}
