using Hinge.Scattering.Frames;

namespace Hinge.Scattering.Networks;

/// <summary>
/// A frame at work: that of one layer on one grid. A layer has several stages where atoms sub-sample by factors of
/// their own.
/// </summary>
internal sealed class Stage
{
    /// <summary>The layer, 0 for the input.</summary>
    public required int Layer { get; init; }

    /// <summary>How many samples of the input's grid lie between two of this one, on each axis.</summary>
    public required int Reduction { get; init; }

    /// <summary>The frame, repaired if it was to be.</summary>
    public required Frame Frame { get; init; }

    /// <summary>The factor of a scaling repair; 1 without.</summary>
    public required double Scaling { get; init; }

    /// <summary>Whether every map here is real.</summary>
    public required bool IsReal { get; init; }

    /// <summary>The module; null in the layer that gives output only.</summary>
    public required Module? Module { get; init; }

    /// <summary>Where each propagated atom leads; empty in the last layer.</summary>
    public required Stage[] Next { get; init; }

    /// <summary>The grid.</summary>
    public GridSize Grid => Frame.Grid;

    /// <summary>The centre frequency of an atom in cycles per sample of the input.</summary>
    public double FrequencyOf(int atom) => Frame.Propagated[atom].Label.CentreFrequency!.Value / Reduction;
}
