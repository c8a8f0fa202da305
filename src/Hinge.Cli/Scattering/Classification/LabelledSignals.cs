using Hinge.Scattering;

namespace Hinge.Cli.Scattering.Classification;

/// <summary>Samples with their classes; a sample is a signal, or one a colour.</summary>
/// <param name="Name">Where they are from.</param>
/// <param name="Size">The size of a signal.</param>
/// <param name="Channels">Signals of a sample.</param>
/// <param name="Values">One sample after the other.</param>
/// <param name="Labels">The class of each sample, from 0.</param>
/// <param name="ClassNames">The names of the classes.</param>
internal sealed record LabelledSignals(
    string Name, GridSize Size, int Channels, float[] Values, int[] Labels, IReadOnlyList<string> ClassNames)
{
    /// <summary>Number of samples.</summary>
    public int Count => Labels.Length;

    /// <summary>Numbers of a sample.</summary>
    public int Each => Size.Count * Channels;
}
