using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Hinge.Cli.Shell;

/// <summary>The options that mean the same in every command.</summary>
public static class CommonOptions
{
    /// <summary>--verbose: stack traces with errors.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Show the stack trace of an error",
        Recursive = true,
    };

    /// <summary>--json: one JSON document on standard output instead of text.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document on standard output instead of text",
    };

    /// <summary>Where run folders go when the user does not say.</summary>
    public const string DefaultOut = "runs";

    /// <summary>--out: the folder that receives run folders.</summary>
    public static Option<string> Out { get; } = new("--out")
    {
        Description = "Folder for the run's own folder",
        HelpName = "DIR",
        DefaultValueFactory = _ => DefaultOut,
    };

    /// <summary>--seed: the seed of every random number of the run.</summary>
    public static Option<ulong> Seed { get; } = new("--seed")
    {
        Description = "Seed of every random number; the same seed repeats the run",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result => Number<ulong>(result, "--seed", 0, ulong.MaxValue),
    };

    /// <summary>--threads: threads of libtorch's operations; null leaves the choice to libtorch.</summary>
    public static Option<int?> Threads { get; } = new("--threads")
    {
        Description = "Threads of one tensor operation [default: libtorch's choice]",
        HelpName = "N",
        CustomParser = result => Number(result, "--threads", 1, 1024),
    };

    /// <summary>--overwrite: whether files that exist may be replaced.</summary>
    public static Option<bool> Overwrite { get; } = new("--overwrite")
    {
        Description = "Replace a file that exists",
    };

    /// <summary>An option whose value is a whole number.</summary>
    /// <param name="name">The option, as the user writes it.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="otherwise">The value without the option.</param>
    /// <param name="least">The least value allowed.</param>
    /// <param name="most">The greatest value allowed.</param>
    public static Option<int> Integer(
        string name, string description, int otherwise, int least, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => Number(result, name, least, most),
    };

    /// <summary>An option whose value is a whole number, and which may be left out; see the other overload.</summary>
    public static Option<int?> Integer(string name, string description, int least) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Number(result, name, least, int.MaxValue),
    };

    /// <summary>An option whose value is one of a few words.</summary>
    /// <param name="name">The option, as the user writes it.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="choices">The words with what they mean; the first means what the type has by default.</param>
    public static Option<T> Choice<T>(string name, string description, params (string Word, T Value)[] choices)
    {
        if (!EqualityComparer<T>.Default.Equals(choices[0].Value, default))
            throw new ArgumentException($"the first word of {name} is not the default", nameof(choices));
        string words = string.Join(", ", choices.Select(choice => choice.Word));
        return new(name)
        {
            Description = $"{description}: {words} [default: {choices[0].Word}]",
            HelpName = "WORD",
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result =>
            {
                string text = result.Tokens[^1].Value;
                foreach ((string word, T value) in choices)
                {
                    if (word == text)
                        return value;
                }
                result.AddError($"{name}: found '{text}', expected one of {words}");
                return choices[0].Value;
            },
        };
    }

    /// <summary>Reads a whole number of a range; for <see cref="Option{T}.CustomParser"/>.</summary>
    /// <param name="result">The option's tokens; an error is added to it when they are not such a number.</param>
    /// <param name="name">The option, as the user writes it.</param>
    /// <param name="least">The least value allowed.</param>
    /// <param name="most">The greatest value allowed.</param>
    public static T Number<T>(ArgumentResult result, string name, T least, T most)
        where T : System.Numerics.INumber<T>
    {
        string text = result.Tokens[^1].Value;
        if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T? value)
            && value >= least && value <= most)
            return value;
        result.AddError($"{name}: found '{text}', expected a whole number from {least} to {most}");
        return least;
    }
}
