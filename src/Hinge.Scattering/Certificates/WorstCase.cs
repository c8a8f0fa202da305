namespace Hinge.Scattering.Certificates;

/// <summary>Keeps the worst of many cases.</summary>
internal sealed class WorstCase(string name, double limit = WorstCase.QuotientLimit)
{
    /// <summary>A quotient above this in double precision is a bug or a false claim.</summary>
    public const double QuotientLimit = 1 + 1e-6;

    private double _worst = double.NegativeInfinity;
    private int _cases;
    private string _where = "no case applies";
    private double[] _first = [], _second = [];

    /// <summary>Takes a case; NaN counts as worst of all.</summary>
    public void Take(
        double value, string where, ReadOnlySpan<double> first = default, ReadOnlySpan<double> second = default)
    {
        _cases++;
        value = double.IsNaN(value) ? double.PositiveInfinity : value;
        if (value <= _worst)
            return;
        (_worst, _where) = (value, where);
        (_first, _second) = (first.ToArray(), second.ToArray());
    }

    /// <summary>The check.</summary>
    public VerificationCheck Finish() => new(name, Math.Max(_worst, 0), limit, _cases, _where, _first, _second);
}
