using Hinge.Scattering;

namespace Hinge.Cli.Scattering;

/// <summary>Signals of one size.</summary>
/// <param name="Name">Where they are from.</param>
/// <param name="Size">The size of each.</param>
/// <param name="Count">How many.</param>
/// <param name="Values">One after the other; real and imaginary parts by turns where they are complex.</param>
internal sealed record SignalSet(string Name, GridSize Size, int Count, float[] Values);
