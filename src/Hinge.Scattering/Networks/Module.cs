using Hinge.Scattering.Frames;
using Hinge.Scattering.NonLinearities;

namespace Hinge.Scattering.Networks;

/// <summary>A module of a network: a frame, a non-linearity, and a pooling.</summary>
/// <param name="Frame">Ψ, the recipe of the frame; its χ gives the features of the layer before.</param>
/// <param name="NonLinearity">M.</param>
/// <param name="Pooling">P.</param>
public sealed record Module(FrameSettings Frame, NonLinearity NonLinearity, Pooling Pooling);
