using System.Globalization;

namespace Hinge.Benchmarks;

/// <summary>Words of a command line and what its options say.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = [];

    /// <exception cref="FormatException">An option is unknown or has no value.</exception>
    public Options(ReadOnlySpan<string> arguments, params ReadOnlySpan<string> known)
    {
        List<string> words = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
                words.Add(arguments[i]);
            else if (!known.Contains(arguments[i]) || i + 1 == arguments.Length)
                throw new FormatException($"{arguments[i]} is unknown or has no value");
            else
                _values[arguments[i]] = arguments[++i];
        }
        Words = [.. words];
    }

    /// <summary>What is no option.</summary>
    public string[] Words { get; }

    /// <summary>A number, or what holds without the option.</summary>
    public T Number<T>(string option, T otherwise) where T : IParsable<T> =>
        _values.TryGetValue(option, out string? text) ? T.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Text, or null.</summary>
    public string? Text(string option) => _values.GetValueOrDefault(option);
}
