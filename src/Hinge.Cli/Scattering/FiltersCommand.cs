using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using Hinge.Scattering;
using Hinge.Scattering.Frames;

namespace Hinge.Cli.Scattering;

/// <summary><c>hinge scatter filters</c>: a frame on a grid, its bounds, and its atoms as a file or picture.</summary>
internal static class FiltersCommand
{
    private static readonly Option<string> s_frame = new("--frame")
    {
        Description = $"A frame: {string.Join(", ", FrameText.Names)}",
        HelpName = "FRAME",
        DefaultValueFactory = _ => "wavelets:J=3,L=8",
    };

    private static readonly Option<string> s_size = new("--size")
    {
        Description = "The grid: 64x64, or 1024 in one dimension",
        HelpName = "SIZE",
        DefaultValueFactory = _ => "64x64",
    };

    private static readonly Option<string?> s_out = new("--out")
    {
        Description = "Write the atoms as npz", HelpName = "FILE",
    };

    private static readonly Option<string?> s_png = new("--png")
    {
        Description = "Draw the atoms in the frequency plane", HelpName = "FILE",
    };

    /// <summary>The command.</summary>
    public static Command Create() => new Command("filters", "Build a frame: its atoms and its bounds A and B")
    {
        s_frame, s_size, s_out, s_png, CommonOptions.Overwrite, CommonOptions.Json,
    }.Runs(Run);

    private static void Run(CommandContext context)
    {
        string? archive = context.Arguments.GetValue(s_out), picture = context.Arguments.GetValue(s_png);
        foreach (string? path in (string?[])[archive, picture])
        {
            if (path is not null)
                OutputFile.Check(context, path);
        }
        GridSize grid = GridSize.Parse(context.Arguments.GetValue(s_size)!);
        Frame frame = FrameText.Parse(context.Arguments.GetValue(s_frame)!).Build(grid);
        FrameBounds complex = frame.Bounds(forRealSignals: false), real = frame.Bounds(forRealSignals: true);
        if (archive is not null)
            NpzFile.Write(archive, Arrays(frame), texts: new Dictionary<string, string> { ["frame"] = frame.Name });
        if (picture is not null)
            PngFile.Write(picture, FrequencyPlane.Draw(frame));
        string written = string.Join(", ", ((string?[])[archive, picture]).Where(path => path is not null));
        context.WriteLine(
            $"{frame.Count} atoms  {Text(complex)}  {Kind(complex)}"
                + (written.Length > 0 ? $"  wrote {written}" : ""));
        if (!complex.IsParseval(1e-12))
            context.WriteLine($"real signals: {Text(real)}  {Kind(real)}");
        foreach (string dropped in frame.Dropped)
            context.WriteLine($"left out, without a frequency here: {dropped}");
        context.WriteJson(new JsonObject
        {
            ["frame"] = frame.Name,
            ["grid"] = grid.ToString(),
            ["atoms"] = frame.Count,
            ["A"] = complex.Lower,
            ["B"] = complex.Upper,
            ["A_real"] = real.Lower,
            ["B_real"] = real.Upper,
            ["dropped"] = new JsonArray([.. frame.Dropped.Select(each => (JsonNode)each)]),
        });
    }

    private static string Text(FrameBounds bounds) => string.Create(
        CultureInfo.InvariantCulture, $"A {bounds.Lower:F12}  B {bounds.Upper:F12}");

    private static string Kind(FrameBounds bounds) =>
        bounds.IsParseval(1e-12) ? "Parseval to 1e-12"
        : bounds.Upper <= 1 + 1e-12 ? "admissible" : "not admissible";

    private static IEnumerable<KeyValuePair<string, NdArray>> Arrays(Frame frame)
    {
        Atom[] atoms = [.. frame.Atoms];
        long[] shape = frame.Grid.Dimensions == 1
            ? [atoms.Length, frame.Grid.Columns] : [atoms.Length, frame.Grid.Rows, frame.Grid.Columns];
        double[] real = new double[atoms.Length * frame.Grid.Count], imaginary = new double[real.Length];
        for (int i = 0; i < real.Length; i++)
        {
            System.Numerics.Complex value = atoms[i / frame.Grid.Count].Spectrum[i % frame.Grid.Count];
            (real[i], imaginary[i]) = (value.Real, value.Imaginary);
        }
        yield return new("spectrum_real", NdArray.From<double>(real, shape));
        yield return new("spectrum_imaginary", NdArray.From<double>(imaginary, shape));
        yield return new("littlewood_paley", NdArray.From<double>(frame.LittlewoodPaley(false), shape.AsSpan(1)));
        yield return new("level", NdArray.From<int>([.. atoms.Select(atom => atom.Label.Level)], atoms.Length));
        yield return Column("angle", atoms, atom => atom.Label.Angle ?? double.NaN);
        yield return Column("centre_frequency", atoms, atom => atom.Label.CentreFrequency ?? 0);
        yield return Column("bandwidth", atoms, atom => atom.Bandwidth);
    }

    private static KeyValuePair<string, NdArray> Column(string name, Atom[] atoms, Func<Atom, double> value) =>
        new(name, NdArray.From<double>([.. atoms.Select(value)], atoms.Length));
}
