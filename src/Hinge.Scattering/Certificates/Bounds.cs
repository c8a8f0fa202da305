using System.Numerics;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;
using Hinge.Scattering.NonLinearities;

namespace Hinge.Scattering.Certificates;

/// <summary>The constants of a network, each evaluated from its filters.</summary>
internal static class Bounds
{
    /// <summary>A module counts as admissible up to this, for rounding.</summary>
    public const double Rounding = 1e-12;

    /// <summary>L²R² of a module.</summary>
    public static double Gain(Module module, GridSize grid, LipschitzRule rule)
    {
        double l = module.NonLinearity.LipschitzBy(rule), r = module.Pooling.LipschitzIn(grid.Dimensions);
        return l * l * r * r;
    }

    /// <summary>C = max{B, B L²R²}.</summary>
    public static double Constant(Frame frame, double gain, bool isReal) =>
        frame.Bounds(isReal).Upper * Math.Max(1, gain);

    /// <summary>
    /// √ℓ₀, the general constant: ℓ = max_k (|χ̂|² + L²R² Σ_λ |ĝ_λ|² ℓ_λ) from the last layer to the first, with ℓ_λ
    /// that of the stage to which λ leads.
    /// </summary>
    /// <remarks>
    /// ‖(f-h)∗χ‖² + Σ_λ |||Φ'(U[λ]f) - Φ'(U[λ]h)|||² ≤ ‖(f-h)∗χ‖² + Σ_λ ℓ_λ L²R² ‖(f-h)∗g_λ‖², which Parseval turns
    /// into the maximum. For real maps the mean over k and -k suffices.
    /// </remarks>
    public static double General(Network network)
    {
        Dictionary<Stage, double> known = [];
        double Of(Stage stage)
        {
            if (known.TryGetValue(stage, out double value))
                return value;
            double gain = stage.Module is null ? 0 : Gain(stage.Module, stage.Grid, network.Options.Lipschitz);
            return known[stage] = LargestSum(stage, 1, atom => gain == 0 ? 0 : gain * Of(stage.Next[atom]));
        }
        return Math.Sqrt(Of(network.Root));
    }

    /// <summary>max_k Σ_λ |ĝ_λ(k)|² over the propagated atoms alone.</summary>
    public static double Propagated(Stage stage) => LargestSum(stage, 0, _ => 1);

    /// <summary>max_k |χ̂(k)|².</summary>
    public static double Generator(Stage stage) => LargestSum(stage, 1, _ => 0);

    /// <summary>‖χ‖₁ in space.</summary>
    public static double AbsoluteSum(Atom generator)
    {
        double sum = 0;
        foreach (Complex value in generator.InSpace())
            sum += value.Magnitude;
        return sum;
    }

    /// <summary>K = max_k |χ̂(k)| |k|/N, in cycles per sample of the stage's grid.</summary>
    public static double Steepness(Stage stage)
    {
        double most = 0;
        ReadOnlySpan<Complex> values = stage.Frame.Generator.Spectrum;
        for (int i = 0; i < values.Length; i++)
            most = Math.Max(most, values[i].Magnitude * stage.Grid.Frequency(i));
        return most;
    }

    /// <summary>
    /// max_k |χ̂(k)| 2|sin(π Σ_a m_a k_a / (ΠS N_a))|: what a shift by m samples of the input can change.
    /// </summary>
    public static double Shift(Stage stage, int down, int along)
    {
        double most = 0;
        GridSize grid = stage.Grid;
        ReadOnlySpan<Complex> values = stage.Frame.Generator.Spectrum;
        for (int i = 0; i < values.Length; i++)
        {
            double turn = ((double)down * grid.SignedRow(i / grid.Columns) / grid.Rows)
                + ((double)along * grid.SignedColumn(i % grid.Columns) / grid.Columns);
            most = Math.Max(most, values[i].Magnitude * 2 * Math.Abs(Math.Sin(Math.PI * turn / stage.Reduction)));
        }
        return most;
    }

    /// <summary>E_n/‖f‖ at most, for n = 0 … D: Π √(max_k Σ|ĝ|² L²R²) over the layers before.</summary>
    public static double[] Reach(Network network)
    {
        double[] reach = new double[network.Depth + 1];
        reach[0] = 1;
        for (int layer = 0; layer < network.Depth; layer++)
        {
            double most = network.Stages.Where(stage => stage.Layer == layer)
                .Select(stage => Propagated(stage) * Gain(stage.Module!, stage.Grid, network.Options.Lipschitz))
                .DefaultIfEmpty().Max();
            reach[layer + 1] = reach[layer] * Math.Sqrt(most);
        }
        return reach;
    }

    private static double LargestSum(Stage stage, double generator, Func<int, double> weight)
    {
        double[] sum = new double[stage.Grid.Count];
        Frame.Add(sum, stage.Frame.Generator, generator);
        for (int atom = 0; atom < stage.Frame.Propagated.Count; atom++)
        {
            if (weight(atom) is var factor && factor != 0)
                Frame.Add(sum, stage.Frame.Propagated[atom], factor);
        }
        return (stage.IsReal ? Frame.Symmetrised(stage.Grid, sum) : sum).Max();
    }
}
