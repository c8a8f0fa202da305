namespace Hinge.Scope.Analyses;

/// <summary>The functions that a singular vector is compared with; each under an elliptic Gaussian envelope.</summary>
public enum WaveletForm
{
    /// <summary>Envelope times an even and an odd wave across it: 8 parameters.</summary>
    Gabor,

    /// <summary>Envelope times (1 − ρ²/2), the Laplacian of a Gaussian in its own coordinates: 6 parameters.</summary>
    MexicanHat,

    /// <summary>The envelope alone: 6 parameters.</summary>
    Gaussian,
}
