namespace Hinge.Samples.Drawing;

/// <summary>Whether a shape covers a point, in pixels.</summary>
internal delegate bool Region(double x, double y);
