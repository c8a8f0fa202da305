using Hinge.Scattering.Fourier;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>A stage made ready for lanes.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Grid">Its grid.</param>
/// <param name="Steps">One a propagated atom.</param>
/// <param name="LowPass">The features from the map; null where they come from the spectrum.</param>
/// <param name="Output">The features from the spectrum; null where they come from the map.</param>
/// <param name="Kept">The grid of the features.</param>
/// <param name="Crop">Samples cut from every side of the output.</param>
/// <param name="LastColumn">The highest column of 0 … N/2 of the spectrum that anything reads.</param>
internal sealed record LaneStage(
    Stage Stage, LaneGrid Grid, LaneStep[] Steps, LaneLowPass? LowPass, LaneProduct? Output, GridSize Kept, int Crop,
    int LastColumn);

/// <summary>From a map to one of the next layer.</summary>
/// <param name="Product">The atom.</param>
/// <param name="NonLinearity">M.</param>
/// <param name="IsReal">Whether what M gives is real.</param>
/// <param name="Pooling">P; null where it leaves samples out, which the product does.</param>
/// <param name="Pooled">The grid behind it.</param>
internal sealed record LaneStep(
    LaneProduct Product, LaneNonLinearity NonLinearity, bool IsReal, Pooling? Pooling, LaneGrid Pooled);
