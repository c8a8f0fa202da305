using Hinge.Core.Pictures;

namespace Hinge.Plots.Reports;

/// <summary>One picture of a montage.</summary>
/// <param name="Picture">The picture; small ones are shown enlarged, with hard pixels.</param>
/// <param name="Label">The line below it; empty for none.</param>
/// <param name="Alt">What it shows, for readers who cannot see it.</param>
public sealed record Tile(Picture Picture, string Label, string Alt);
