using System.Numerics;

namespace Hinge.Scattering.Frames;

/// <summary>
/// Undecimated (à trous) wavelets of a pair of filters, as tensor products: three details a level in two dimensions,
/// one in one.
/// </summary>
/// <remarks>
/// With the running product A (1 at first) and the responses L_j, H_j of the filters spread by 2^j: details A
/// (L_j⊗H_j)/2, A (H_j⊗L_j)/2, A (H_j⊗H_j)/2, then A becomes A (L_j⊗L_j)/2; χ̂ is the last A. Filters are centred at
/// ⌊(length - 1)/2⌋. Haar is Parseval; the reverse biorthogonal pair 2.2, the companion's second, is not admissible.
/// </remarks>
public sealed record TensorFrame : FrameSettings
{
    private readonly double[] _low, _high;

    private TensorFrame(string name, int levels, double[] low, double[] high)
    {
        (Name, _low, _high) = (name, low, high);
        Levels = InRange(levels, 1, 20, "J");
    }

    /// <summary>haar, rbio2.2, or the user's.</summary>
    public string Name { get; }

    /// <summary>J, the number of levels.</summary>
    public int Levels { get; }

    /// <inheritdoc/>
    public override string Text => $"{Name}:J={Levels}";

    /// <summary>Haar's filters.</summary>
    /// <param name="levels">J, 1 … 20.</param>
    /// <exception cref="FrameException">J is outside its range.</exception>
    public static TensorFrame Haar(int levels)
    {
        double h = Math.Sqrt(0.5);
        return new("haar", levels, [h, h], [-h, h]);
    }

    /// <summary>The reverse biorthogonal filters 2.2.</summary>
    /// <param name="levels">J, 1 … 20.</param>
    /// <exception cref="FrameException">J is outside its range.</exception>
    public static TensorFrame Rbio22(int levels)
    {
        double s = Math.Sqrt(2);
        return new(
            "rbio2.2", levels, [s / 4, s / 2, s / 4], [s / 8, s / 4, -3 * s / 4, s / 4, s / 8]);
    }

    /// <summary>Any pair of filters.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="levels">J, 1 … 20.</param>
    /// <param name="low">The low-pass, 1 to 64 taps.</param>
    /// <param name="high">The high-pass, 1 to 64 taps.</param>
    /// <exception cref="FrameException">A number is outside its range or not finite.</exception>
    public static TensorFrame Of(string name, int levels, ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        foreach (double tap in (double[])[.. low, .. high])
        {
            if (!double.IsFinite(tap))
                throw new FrameException($"{name}: a tap is not finite");
        }
        return low.Length is < 1 or > 64 || high.Length is < 1 or > 64
            ? throw new FrameException($"{name}: {low.Length} and {high.Length} taps; expected 1 to 64 each")
            : new(name, levels, low.ToArray(), high.ToArray());
    }

    /// <inheritdoc/>
    public bool Equals(TensorFrame? other) =>
        other is not null && Text == other.Text && _low.AsSpan().SequenceEqual(other._low)
        && _high.AsSpan().SequenceEqual(other._high);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    private protected override Frame Compose(GridSize grid)
    {
        Require(grid, least: 2);
        FrameBuilder builder = new(Text, grid);
        Complex[] runningY = Ones(grid.Rows), runningX = Ones(grid.Columns);
        double share = grid.Dimensions == 1 ? Math.Sqrt(0.5) : 0.5;
        double weight = 1;
        for (int level = 0; level < Levels; level++)
        {
            weight *= share;
            double scale = weight;
            Complex[] lowY = Times(runningY, Response(_low, level, grid.Rows));
            Complex[] lowX = Times(runningX, Response(_low, level, grid.Columns));
            Complex[] highY = Times(runningY, Response(_high, level, grid.Rows));
            Complex[] highX = Times(runningX, Response(_high, level, grid.Columns));
            double centre = 0.375 / (1 << level);
            if (grid.Dimensions == 1)
            {
                builder.Add(new(level, null, centre), $"level {level}", (_, x) => scale * At(highX, x));
                runningX = lowX;
                continue;
            }
            builder.Add(
                new(level, 0, centre), $"level {level} columns", (y, x) => scale * At(lowY, y) * At(highX, x));
            builder.Add(
                new(level, Math.PI / 2, centre), $"level {level} rows",
                (y, x) => scale * At(highY, y) * At(lowX, x));
            builder.Add(
                new(level, Math.PI / 4, centre), $"level {level} both",
                (y, x) => scale * At(highY, y) * At(highX, x));
            (runningY, runningX) = (lowY, lowX);
        }
        double last = weight;
        return builder.Finish(
            new(Levels, CentreFrequency: 0),
            (y, x) => last * At(runningX, x) * (grid.Dimensions == 1 ? 1 : At(runningY, y)));
    }

    private static Complex At(Complex[] response, int k) => response[(k + response.Length) % response.Length];

    private static Complex[] Ones(int length)
    {
        Complex[] ones = new Complex[length];
        Array.Fill(ones, Complex.One);
        return ones;
    }

    private static Complex[] Times(Complex[] a, Complex[] b)
    {
        Complex[] product = new Complex[a.Length];
        for (int i = 0; i < a.Length; i++)
            product[i] = a[i] * b[i];
        return product;
    }

    private static Complex[] Response(double[] taps, int level, int length)
    {
        Complex[] response = new Complex[length];
        int centre = (taps.Length - 1) / 2;
        for (int k = 0; k < length; k++)
        {
            for (int n = 0; n < taps.Length; n++)
            {
                long turn = (long)k * (n - centre) % length * (1L << level) % length;
                response[k] += taps[n] * Fourier.Roots.Of(turn, length);
            }
        }
        return response;
    }
}
