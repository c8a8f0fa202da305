namespace Hinge.Scattering.NonLinearities;

/// <summary>Which Lipschitz constants of the non-linearities a certificate takes.</summary>
public enum LipschitzRule
{
    /// <summary>The least constants there are: 1 for modulus, rectifier and tanh, ¼ for the logistic.</summary>
    Tight,

    /// <summary>Those of the paper: twice as much, except for the modulus.</summary>
    Paper,
}
