namespace Hinge.Scattering.Networks;

/// <summary>A path of a network and where its features lie.</summary>
/// <param name="Layer">Its length: 0 for the output of the input itself.</param>
/// <param name="Atoms">λ of each layer, as places among the propagated atoms of its frame.</param>
/// <param name="Scale">The level of the last atom, 0 the finest; -1 in layer 0.</param>
/// <param name="Angle">The direction of the last atom in radians; null where it has none.</param>
/// <param name="CentreFrequency">That of the last atom in cycles per sample of the input; 0 in layer 0.</param>
/// <param name="Offset">Where its features begin among those of a signal.</param>
/// <param name="Size">The grid of its features.</param>
public sealed record ScatteringPath(
    int Layer, IReadOnlyList<int> Atoms, int Scale, double? Angle, double CentreFrequency, int Offset, GridSize Size);
