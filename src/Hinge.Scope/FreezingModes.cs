namespace Hinge.Scope;

/// <summary>
/// The choices among the modes of the freezing-rule table. Every choice reproduces the output exactly.
/// </summary>
public sealed record FreezingModes
{
    /// <summary>Instance, group and layer normalisation.</summary>
    public NormMode Norm { get; init; } = NormMode.Statistics;

    /// <summary>Smooth activations.</summary>
    public ActivationMode Activation { get; init; } = ActivationMode.ZeroSecant;

    /// <summary>Products of branches, gated linear units, softmax inside the network.</summary>
    public GateMode Gate { get; init; } = GateMode.Gate;

    /// <summary>All modes tangent: F is the Jacobian.</summary>
    public static FreezingModes Jacobian { get; } = new()
    {
        Norm = NormMode.Tangent,
        Activation = ActivationMode.Tangent,
        Gate = GateMode.Tangent,
    };

    /// <summary>The modes as one line, for certificates and files.</summary>
    public override string ToString() => $"norm {Norm}, activation {Activation}, gate {Gate}";
}
