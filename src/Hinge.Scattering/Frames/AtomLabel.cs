namespace Hinge.Scattering.Frames;

/// <summary>What is known of an atom beside its values.</summary>
/// <param name="Level">Its scale: 0 the finest, larger ones coarser.</param>
/// <param name="Angle">Its direction in radians; null where it has none.</param>
/// <param name="CentreFrequency">
/// Where it lies in frequency, cycles per sample; null to take the mean of |k|/N weighed by |ĝ|².
/// </param>
/// <param name="Factor">How far its own output is sub-sampled on each axis: 1 but for the published transforms.</param>
public readonly record struct AtomLabel(
    int Level, double? Angle = null, double? CentreFrequency = null, int Factor = 1);
