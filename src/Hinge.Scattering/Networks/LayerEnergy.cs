namespace Hinge.Scattering.Networks;

/// <summary>The energy of a layer, as a sum over signals.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Maps">Paths of that length.</param>
/// <param name="Energy">W_n = Σ‖U[q]f‖².</param>
/// <param name="Output">|||Φⁿ(f)|||².</param>
/// <param name="LostToPooling">Energy of the maps before their pooling less that after it.</param>
/// <param name="NotFollowed">Energy of f∗g_λ on paths that the rule leaves out, before the non-linearity.</param>
public sealed record LayerEnergy(
    int Layer, int Maps, double Energy, double Output, double LostToPooling, double NotFollowed);
