namespace Hinge.Scope.Analyses;

/// <summary>
/// How the pixels of one picture vote for one output: y_c = Σ_p v_c(p) + r_c with v_c(p) = Σ_ch F_(c,(ch,p)) x_(ch,p)
/// (spec §2). An exact account of y, not a claim about causes.
/// </summary>
/// <param name="Output">y_c.</param>
/// <param name="Residual">r_c.</param>
/// <param name="Votes">v_c(p), row by row.</param>
/// <param name="Height">Rows of the picture.</param>
/// <param name="Width">Columns of the picture.</param>
public sealed record PixelVotes(double Output, double Residual, double[] Votes, int Height, int Width)
{
    /// <summary>Σ_p v_c(p).</summary>
    public double Sum => Votes.Sum();

    /// <summary>Smallest share of the pixels that hold half of the positive votes.</summary>
    public double HalfOfPositiveArea()
    {
        double[] positive = [.. Votes.Where(vote => vote > 0).OrderDescending()];
        double half = positive.Sum() / 2, sum = 0;
        int count = 0;
        while (count < positive.Length && sum < half)
            sum += positive[count++];
        return Votes.Length == 0 ? 0 : (double)count / Votes.Length;
    }
}
