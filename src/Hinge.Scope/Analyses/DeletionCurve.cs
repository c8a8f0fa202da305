namespace Hinge.Scope.Analyses;

/// <summary>How one output falls as pixels are deleted in some order.</summary>
/// <param name="Fractions">Share of the pixels deleted, 0 … 1.</param>
/// <param name="Frozen">The output of the interpreter: F and r of the whole picture, kept.</param>
/// <param name="Real">The output of the network, run again on what is left.</param>
public sealed record DeletionCurve(double[] Fractions, double[] Frozen, double[] Real)
{
    /// <summary>Area under <see cref="Real"/>: the mean output while pixels go.</summary>
    public double Area
    {
        get
        {
            double sum = 0;
            for (int i = 1; i < Fractions.Length; i++)
                sum += (Fractions[i] - Fractions[i - 1]) * (Real[i] + Real[i - 1]) / 2;
            return sum;
        }
    }
}
