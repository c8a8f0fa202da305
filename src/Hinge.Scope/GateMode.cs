namespace Hinge.Scope;

/// <summary>How the product a·b of two data-dependent branches, and a softmax, are frozen (spec §3).</summary>
public enum GateMode
{
    /// <summary>a keeps its value, b stays linear. Not the Jacobian.</summary>
    Gate,

    /// <summary>½(a⁰ b + a b⁰). Not the Jacobian. A softmax is treated as with <see cref="Gate"/>.</summary>
    Symmetric,

    /// <summary>a⁰ b + a b⁰ − a⁰ b⁰: the Jacobian.</summary>
    Tangent,
}
