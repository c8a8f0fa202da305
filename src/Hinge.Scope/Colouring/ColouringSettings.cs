namespace Hinge.Scope.Colouring;

/// <summary>How a whole matrix is computed.</summary>
public sealed record ColouringSettings
{
    /// <summary>Bytes that the matrix may take; a larger one is refused before anything is computed.</summary>
    public long MemoryBudget { get; init; } = 1L << 30;

    /// <summary>Colours in one replay; 0 chooses.</summary>
    public int Lanes { get; init; }

    /// <summary>Random rows (columns when rows are stored) that the certificate compares with the replay.</summary>
    public int CheckedLines { get; init; } = 40;
}
