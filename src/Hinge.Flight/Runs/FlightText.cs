using System.Globalization;

namespace Hinge.Flight.Runs;

/// <summary>Figures in a few words.</summary>
internal static class FlightText
{
    /// <summary>An outcome.</summary>
    public static string Of(SeedOutcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {outcome.Seed}: return {outcome.Score.Return:0}, survival {outcome.Score.Survival:0.00}");
}
