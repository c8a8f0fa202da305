namespace Hinge.Samples.Drawing;

/// <summary>The colour that a filling has at a point, in pixels.</summary>
internal delegate Colour Paint(double x, double y);
