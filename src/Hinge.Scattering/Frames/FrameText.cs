using Hinge.Core;

namespace Hinge.Scattering.Frames;

/// <summary>
/// Recipes as text: <c>wavelets:J=3,L=8,real</c>, <c>haar:J=3</c>, <c>npy:filters.npy,low=complete</c>.
/// </summary>
public static class FrameText
{
    private static readonly Dictionary<string, Form> s_forms = new(StringComparer.Ordinal)
    {
        ["wavelets"] = new(["J", "L", "real"], keys => Polar(PolarFrame.Wavelets, keys)),
        ["curvelets"] = new(["J", "L", "real"], keys => Polar(PolarFrame.Curvelets, keys)),
        ["ridgelets"] = new(["J", "L", "real"], keys => Polar(PolarFrame.Ridgelets, keys)),
        ["shearlets"] = new(["J"], keys => new ShearletFrame(keys.Whole("J", 2))),
        ["gabor"] = new(["K"], keys => new WeylHeisenbergFrame(keys.Whole("K", 8))),
        ["meyer"] = new(["J"], keys => new MeyerFrame(keys.Whole("J", 3))),
        ["haar"] = new(["J"], keys => TensorFrame.Haar(keys.Whole("J", 3))),
        ["rbio2.2"] = new(["J"], keys => TensorFrame.Rbio22(keys.Whole("J", 3))),
        ["morlet"] = new(["J", "L"], keys => new MorletFrame(keys.Whole("J", 3), keys.Whole("L", 8))),
        ["random"] = new(["K", "size", "seed"], keys => new RandomFrame(
            keys.Whole("K", 16), keys.Whole("size", 5), keys.Whole("seed", 1))),
        ["pca"] = new(["K", "size"], keys => PcaFilters.Read(keys.File, keys.Whole("K", 16), keys.Whole("size", 5))),
        ["npy"] = new(["low"], keys => LearnedFrame.Read(keys.File, Low(keys))),
    };

    /// <summary>The names there are.</summary>
    public static IReadOnlyCollection<string> Names => s_forms.Keys;

    /// <summary>Reads a recipe; keys that are left out have the values of the forms above: J=3, L=8, K=8, …</summary>
    /// <param name="text">A name, and behind a colon keys with values and flags with commas between.</param>
    /// <exception cref="InputException">
    /// An unknown name, key or value: with its column and the nearest known one; or a file that cannot be read.
    /// </exception>
    public static FrameSettings Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 1000 || text.Any(char.IsControl))
            throw new FrameException("frame: expected at most 1000 printable characters");
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? text : text[..colon];
        if (!s_forms.TryGetValue(name, out Form? form))
            throw new FrameException(
                $"frame '{text}', column 1: unknown name '{name}'; {Nearest(name, s_forms.Keys)}");
        FrameKeys keys = new(text, colon < 0 ? text.Length : colon + 1, form.Keys, hasFile: name is "npy" or "pca");
        return form.Make(keys);
    }

    /// <summary>Reads recipes with semicolons between, one a layer.</summary>
    /// <param name="text">One or more recipes.</param>
    /// <exception cref="InputException">See <see cref="Parse"/>.</exception>
    public static IReadOnlyList<FrameSettings> ParseList(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(';').Select(part => Parse(part.Trim()))];
    }

    /// <summary>The end of a complaint about an unknown word.</summary>
    internal static string Nearest(string word, IEnumerable<string> known) =>
        Suggestion.For(word, known) is { } meant
            ? $"did you mean '{meant}'?"
            : $"expected one of {string.Join(", ", known)}";

    private static LowPassChoice Low(FrameKeys keys) =>
        LowPassChoice.Parse(keys.Word("low", "complete"))
            ?? throw keys.Fault("low", "expected complete, the number of a filter, or gauss:DEVIATION");

    private static PolarFrame Polar(Func<int, int, bool, PolarFrame> make, FrameKeys keys) =>
        make(keys.Whole("J", 3), keys.Whole("L", 8), keys.Flag("real"));

    private sealed record Form(string[] Keys, Func<FrameKeys, FrameSettings> Make);
}
