namespace Hinge.Torch.Native;

/// <summary>What was found of libtorch on this machine.</summary>
/// <param name="Libraries">Every library, in the order of loading.</param>
/// <param name="Version">The version libtorch says it is, for example <c>2.10.0</c>; null when it did not load.</param>
/// <param name="CpuCapability">The instruction set its kernels use here (<c>DEFAULT</c>, <c>AVX2</c>, <c>AVX512</c>);
/// null when it did not load or does not tell.</param>
/// <param name="Threads">Threads an operation may use; 0 when it did not load.</param>
/// <param name="Failure">The one line that says why it did not load; null when it did.</param>
public sealed record LibTorchReport(
    IReadOnlyList<NativeLibraryReport> Libraries, string? Version, string? CpuCapability, int Threads, string? Failure)
{
    /// <summary>Whether tensors can be used.</summary>
    public bool Loaded => Failure is null;
}
