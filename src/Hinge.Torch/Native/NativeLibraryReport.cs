namespace Hinge.Torch.Native;

/// <summary>What happened to one native library.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Name">Its file name, or the pattern that was looked for.</param>
/// <param name="Path">Where it was found; null when it was not.</param>
/// <param name="Loaded">Whether it is in the process.</param>
/// <param name="Message">The loader's words when it is not.</param>
public sealed record NativeLibraryReport(LibTorchRole Role, string Name, string? Path, bool Loaded, string? Message)
{
    /// <summary>The loader's handle, 0 when not loaded.</summary>
    internal nint Handle { get; init; }
}
