using Hinge.Scope.Units;

namespace Hinge.Scope;

/// <summary>What a user of <see cref="LinearScope"/> can set.</summary>
public sealed record ScopeSettings
{
    /// <summary>The modes of the freezing rules.</summary>
    public FreezingModes Modes { get; init; } = new();

    /// <summary>What to do with a leaf module that has no rule.</summary>
    public UnknownUnit Unknown { get; init; } = UnknownUnit.Error;

    /// <summary>The rules; defaults to one for every unit of the table.</summary>
    public RuleSet Rules { get; init; } = RuleSet.Default;

    /// <summary>
    /// Whether the first freeze of an input shape also checks, at every module boundary, that the code between the
    /// modules is linear and keeps samples apart (spec §4). A large picture is checked on a piece of 64 × 64 pixels
    /// when the network runs on one.
    /// </summary>
    public bool Probe { get; init; } = true;

    /// <summary>
    /// A softmax that is the network's last unit is cut off: the interpreter explains the logits. False treats it like
    /// any other unit.
    /// </summary>
    public bool CutFinalSoftmax { get; init; } = true;

    /// <summary>
    /// Whether a leaf may stay uncalled. By default it is an error: its owner probably uses <c>forward</c>, which
    /// bypasses hooks.
    /// </summary>
    public bool AllowUncalled { get; init; }

    /// <summary>Questions asked in one replay; 0 chooses from <see cref="MemoryBudget"/>.</summary>
    public int Lanes { get; init; }

    /// <summary>Bytes that a replay may use for the tensors it holds, when <see cref="Lanes"/> is 0.</summary>
    public long MemoryBudget { get; init; } = 1L << 30;

    /// <summary>Seed of the probe's and the certificate's random vectors.</summary>
    public ulong Seed { get; init; } = 1;
}
