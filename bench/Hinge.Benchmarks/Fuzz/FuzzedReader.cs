namespace Hinge.Benchmarks.Fuzz;

/// <summary>A reader of files and what to damage.</summary>
/// <param name="Name">As the command line knows it.</param>
/// <param name="Files">Small sound files.</param>
/// <param name="Read">Reads one.</param>
/// <param name="Repair">Recomputes checksums after the damage; null where there are none.</param>
internal sealed record FuzzedReader(
    string Name, Func<IReadOnlyList<byte[]>> Files, Action<byte[]> Read, Action<byte[]>? Repair = null);
