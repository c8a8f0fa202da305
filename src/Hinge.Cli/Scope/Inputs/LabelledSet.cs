using System.Globalization;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Plots.Pictures;
using Hinge.Samples;

namespace Hinge.Cli.Scope.Inputs;

/// <summary>Pictures with their classes.</summary>
/// <param name="Source">Where they come from.</param>
/// <param name="Count">How many.</param>
/// <param name="Picture">A picture by its number.</param>
/// <param name="Labels">The class of each.</param>
internal sealed record LabelledSet(string Source, int Count, Func<int, ScopeInput> Picture, IReadOnlyList<int> Labels)
{
    /// <summary>The name of the embedded digits.</summary>
    public const string EmbeddedDigits = "digits";

    private const string LabelFile = "labels.csv";
    private static readonly string[] s_pictures = [".png", ".jpg", ".jpeg"];

    /// <summary>Reads a set.</summary>
    /// <param name="path">
    /// <c>digits</c>; a batch of CIFAR-10; idx pictures; or a folder of pictures with a <c>labels.csv</c> (file, class),
    /// or whose names begin with the number of their class.
    /// </param>
    /// <param name="labels">The idx file of the classes, for idx pictures.</param>
    /// <param name="count">The first so many; null for all.</param>
    /// <exception cref="InputException">There is no such set, or its classes are missing.</exception>
    public static LabelledSet Read(string path, string? labels, int? count)
    {
        LabelledSet all = path == EmbeddedDigits ? OfDigits()
            : Directory.Exists(path) ? OfFolder(path)
            : PictureSource.KindOf(path) == PictureSource.Kind.Cifar ? OfCifar(path)
            : OfIdx(path, labels ?? throw new InputException($"{path}: the classes are missing; give --labels FILE"));
        if (all.Count == 0)
            throw new InputException($"{path}: the set is empty");
        if (count > all.Count)
            throw new InputException($"--count {count}: {path} has {all.Count} pictures");
        return all with { Count = count ?? all.Count };
    }

    private static LabelledSet OfDigits() => new(
        "the embedded digits", Digits.Test.Count, ScopeInput.Digit,
        [.. Enumerable.Range(0, Digits.Test.Count).Select(Digits.Test.Label)]);

    private static LabelledSet OfCifar(string path)
    {
        CifarPictures set = CifarFile.Read(path);
        return new(
            path, set.Labels.Count, index => PictureSource.FromArray(set.Pictures, path, index),
            [.. set.Labels.Select(label => (int)label)]);
    }

    private static LabelledSet OfIdx(string path, string labels)
    {
        NdArray pictures = IdxFile.Read(path), classes = IdxFile.Read(labels);
        if (pictures.Shape.Count != 3 || classes.Shape.Count != 1 || classes.Shape[0] != pictures.Shape[0])
            throw new InputException($"{labels}: {classes} are no classes of {pictures}");
        return new(
            path, (int)pictures.Shape[0], index => PictureSource.FromArray(pictures, path, index),
            [.. classes.ToDoubles().Select(label => (int)label)]);
    }

    private static LabelledSet OfFolder(string folder)
    {
        string list = Path.Combine(folder, LabelFile);
        (string File, int Label)[] all = File.Exists(list) ? [.. Listed(folder, list)] : [.. Numbered(folder)];
        return new(
            folder, all.Length, index => new(all[index].File, PictureFile.Read(all[index].File)),
            [.. all.Select(each => each.Label)]);
    }

    private static IEnumerable<(string File, int Label)> Listed(string folder, string list)
    {
        int number = 0;
        foreach (string line in File.ReadLines(list))
        {
            number++;
            string[] fields = line.Split(',');
            if (fields.Length >= 2 && IsClass(fields[1], out int label))
                yield return (Path.Combine(folder, fields[0]), label);
            else if (number > 1 && line.Length > 0)   // the first line names the columns
                throw new InputException($"{list}: line {number}: expected file,class");
        }
    }

    private static IEnumerable<(string File, int Label)> Numbered(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (!s_pictures.Contains(Path.GetExtension(file).ToLowerInvariant()))
                continue;
            string name = Path.GetFileName(file);
            string digits = new([.. name.TakeWhile(char.IsAsciiDigit)]);
            yield return IsClass(digits, out int label)
                ? (file, label)
                : throw new InputException(
                    $"{file}: the name does not begin with the number of its class, and there is no {LabelFile}");
        }
    }

    private static bool IsClass(string text, out int label) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out label);
}
