using System.Globalization;
using Hinge.Core;
using Hinge.Scattering.Certificates;
using Hinge.Scattering.Networks;

namespace Hinge.Cli.Scattering;

/// <summary>The deformation bounds of a class of signals, in numbers.</summary>
internal static class DeformationClass
{
    private static readonly Dictionary<string, string[]> s_keys = new(StringComparer.Ordinal)
    {
        ["band-limited"] = ["R", "tau", "a", "omega"],
        ["cartoon"] = ["K", "tau"],
        ["lipschitz"] = ["slope", "tau", "support"],
    };

    /// <summary>The lines for a text such as <c>band-limited:R=4,tau=0.01,a=0.2</c>; ‖f‖ = 1 for that class.</summary>
    /// <exception cref="InputException">An unknown class or key, or a value that is no number above or equal
    /// 0.</exception>
    public static IReadOnlyList<string> Lines(string text, Network network, Certificate certificate)
    {
        string[] parts = text.Split(':', 2);
        if (!s_keys.TryGetValue(parts[0], out string[]? known))
            throw new InputException(
                $"--class '{text}', column 1: unknown class '{parts[0]}'; {Nearest(parts[0], s_keys.Keys)}");
        Dictionary<string, double> values = Values(text, parts, known);
        double Of(string key, double otherwise) => values.GetValueOrDefault(key, otherwise);
        double lipschitz = certificate.Lipschitz.Value, tau = Of("tau", 0.01);
        int samples = network.Size.Count;
        switch (parts[0])
        {
            case "band-limited":
                double a = Of("a", 0);
                string form = Number(lipschitz * Deformation.BandLimited(Of("R", 1), tau, Of("omega", 0), a, 1));
                string paper = Number(lipschitz * Deformation.BandLimitedPaper(Of("R", 1), tau, Of("omega", 0), a, 1));
                string mark = a > 0.5
                    ? string.Create(CultureInfo.InvariantCulture, $"a = {a:G4} > 1/2: only the measured bound applies")
                        + (a >= 1 ? "; no tight form either" : "")
                    : "";
                return [$"band-limited |F(Tf)-F(f)| <= {form} |f| (tight), {paper} |f| (2 sqrt2 pi)  {mark}".TrimEnd()];
            case "cartoon":
                double k = Of("K", 1);
                if (network.Size.Dimensions != 1)
                    throw new InputException("--class cartoon: the count of samples near a boundary needs its shape in "
                        + "two dimensions; expected a network of one dimension");
                double counted = Deformation.Cartoon(2 * k, k, samples, Deformation.NearTwoJumps(samples, tau), tau);
                return
                [
                    $"cartoon      |F(Tf)-F(f)| <= {Number(lipschitz * counted)} (counted), "
                    + $"{Number(lipschitz * Deformation.CartoonPublished(k, samples, tau))} (published)",
                ];
            default:
                int near = (int)Math.Min(samples, Math.Ceiling(Of("support", 1) * samples));
                double bound = lipschitz * Deformation.Lipschitz(Of("slope", 1), near, tau);
                return [$"lipschitz    |F(Tf)-F(f)| <= {Number(bound)}"];
        }
    }

    private static Dictionary<string, double> Values(string text, string[] parts, string[] known)
    {
        Dictionary<string, double> values = new(StringComparer.Ordinal);
        int column = parts[0].Length + 2;
        foreach (string part in parts.Length == 1 ? [] : parts[1].Split(','))
        {
            string[] pair = part.Split('=', 2);
            if (!known.Contains(pair[0]))
                throw new InputException(
                    $"--class '{text}', column {column}: unknown key '{pair[0]}'; {Nearest(pair[0], known)}");
            if (pair.Length < 2
                || !double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                || !double.IsFinite(value) || value < 0)
                throw new InputException($"--class '{text}', column {column}: expected a number, not negative");
            values[pair[0]] = value;
            column += part.Length + 1;
        }
        return values;
    }

    private static string Nearest(string word, IEnumerable<string> known) =>
        Suggestion.For(word, known) is { } near
            ? $"did you mean '{near}'?" : $"expected one of {string.Join(", ", known)}";

    private static string Number(double? value) =>
        value?.ToString("G6", CultureInfo.InvariantCulture) ?? "none";
}
