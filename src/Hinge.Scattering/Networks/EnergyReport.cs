namespace Hinge.Scattering.Networks;

/// <summary>Where the energy of signals goes, layer by layer.</summary>
/// <remarks>
/// For Parseval frames, the modulus, no pooling and all paths, W_n = |||Φⁿ(f)|||² + W_{n+1} exactly.
/// </remarks>
/// <param name="Layers">Layers 0 … D.</param>
/// <param name="Remaining">
/// W_{D+1}: the energy that the propagated atoms of the output's frame would carry on, before a non-linearity.
/// </param>
public sealed record EnergyReport(IReadOnlyList<LayerEnergy> Layers, double Remaining)
{
    /// <summary>The share of the input's energy in the features up to a layer.</summary>
    /// <param name="layer">0 … D.</param>
    public double CumulativeShare(int layer) =>
        Layers[0].Energy == 0 ? 0 : Layers.Take(layer + 1).Sum(each => each.Output) / Layers[0].Energy;

    /// <summary>The least depth whose features have a share of the energy; null if none here has.</summary>
    /// <param name="share">0 … 1.</param>
    public int? DepthFor(double share)
    {
        for (int layer = 0; layer < Layers.Count; layer++)
        {
            if (CumulativeShare(layer) >= share)
                return layer;
        }
        return null;
    }
}
