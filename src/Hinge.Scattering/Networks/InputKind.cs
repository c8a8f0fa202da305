namespace Hinge.Scattering.Networks;

/// <summary>What a network is given.</summary>
public enum InputKind
{
    /// <summary>Real signals: half of the Littlewood–Paley sum at k and half at -k count.</summary>
    Real,

    /// <summary>Complex signals.</summary>
    Complex,
}
