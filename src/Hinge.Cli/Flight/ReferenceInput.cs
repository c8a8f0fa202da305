using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Flight.Tracking;

namespace Hinge.Cli.Flight;

/// <summary>What a policy is to follow: one of the curves, or a file.</summary>
internal static class ReferenceInput
{
    private const double LeastSeconds = 1;

    private static readonly Option<string> s_reference = new("--reference")
    {
        Description = "What to follow; a file has rows t,x,y,z or t,x,y,z,vx,vy,vz",
        HelpName = "eight|step|step-x|step-y|step-z|lissajous|FILE.csv",
        DefaultValueFactory = _ => "eight",
    };

    private static readonly Option<double?> s_period =
        Real("--period", "Time of a round in s [default: 5.5, of lissajous 6.5]", 0.1, 1000);

    private static readonly Option<double?> s_scale =
        Real("--scale", "Half a figure-eight's length in m; a factor for lissajous and step [default: 1]", 1e-3, 1000);

    private static readonly Option<double?> s_seconds = Real(
        "--seconds", "Length of the flight [default: 30, of a file its own]", LeastSeconds, Tracker.MostSeconds);

    /// <summary>The options.</summary>
    public static IReadOnlyList<Option> Options { get; } = [s_reference, s_period, s_scale, s_seconds];

    /// <summary>Reads them.</summary>
    /// <returns>The reference and the length of the flight in s.</returns>
    /// <exception cref="InputException">A file that is no reference, or an option that says nothing here.</exception>
    public static (IReference Reference, double Seconds) Read(CommandContext context)
    {
        string word = context.Arguments.GetValue(s_reference)!;
        double? period = context.Arguments.GetValue(s_period), given = context.Arguments.GetValue(s_scale);
        double scale = given ?? 1, size = PositionStep.StandardSize * scale;
        IReference reference = word switch
        {
            "eight" => new FigureEight(period ?? 5.5, scale),
            "lissajous" => Lissajous.RlTools(scale, period ?? 6.5),
            "step" => new PositionStep(new(size, size, size)),
            "step-x" => new PositionStep(new(size, 0, 0)),
            "step-y" => new PositionStep(new(0, size, 0)),
            "step-z" => new PositionStep(new(0, 0, size)),
            _ => SampledReference.Read(word),
        };
        if (period is not null && reference is PositionStep or SampledReference)
            throw new InputException($"--period: '{word}' has no rounds; expected eight or lissajous with it");
        if (given is not null && reference is SampledReference)
        {
            throw new InputException(
                $"--scale: '{word}' is flown as it stands; expected eight, step or lissajous with it");
        }
        double otherwise = reference is SampledReference file
            ? Math.Clamp(file.Duration, LeastSeconds, Tracker.MostSeconds) : Tracker.StandardSeconds;
        return (reference, context.Arguments.GetValue(s_seconds) ?? otherwise);
    }

    private static Option<double?> Real(string name, string description, double least, double most) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = result => Parse(result, name, least, most),
    };

    private static double? Parse(ArgumentResult result, string name, double least, double most)
    {
        string text = result.Tokens[^1].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value >= least && value <= most)
            return value;
        result.AddError(string.Create(
            CultureInfo.InvariantCulture, $"{name}: found '{text}', expected a number from {least} to {most}"));
        return null;
    }
}
