namespace Hinge.Testing;

/// <summary>What a reader did with damaged files.</summary>
/// <param name="Count">Files it was given.</param>
/// <param name="Refused">Files it refused with a message; it read the others.</param>
/// <param name="Slowest">The longest that one file took.</param>
/// <param name="MostBytes">The most managed memory that it allocated for one file.</param>
public readonly record struct FuzzReport(int Count, int Refused, TimeSpan Slowest, long MostBytes);
