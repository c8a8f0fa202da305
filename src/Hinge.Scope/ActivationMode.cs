namespace Hinge.Scope;

/// <summary>How smooth activations h are frozen at z⁰ (spec §3). All three reproduce h(z⁰) exactly.</summary>
public enum ActivationMode
{
    /// <summary>A = (h(z⁰) − h(0))/z⁰ with limit h′(0), c = h(0). Bounded, not the Jacobian.</summary>
    ZeroSecant,

    /// <summary>A = h(z⁰)/z⁰, c = 0. Unbounded near zero where h(0) ≠ 0; not the Jacobian.</summary>
    Secant,

    /// <summary>A = h′(z⁰), c = h(z⁰) − h′(z⁰) z⁰: the Jacobian.</summary>
    Tangent,
}
