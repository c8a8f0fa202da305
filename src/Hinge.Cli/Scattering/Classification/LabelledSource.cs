using System.Globalization;
using Hinge.Cli.Scope.Inputs;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using Hinge.Plots.Pictures;
using Hinge.Samples;
using Hinge.Scattering;

namespace Hinge.Cli.Scattering.Classification;

/// <summary>
/// Samples with classes: <c>digits</c> (embedded), a folder of MNIST's four idx files, an idx file with its labels, a
/// folder of CIFAR-10 batches or one of them, or a folder with a folder of png and jpg pictures a class, alone or
/// inside <c>train</c> and <c>test</c>. Bytes are divided by 255.
/// </summary>
internal static class LabelledSource
{
    private const long MostValues = 1L << 30;
    private static readonly string[] s_kinds = [".png", ".jpg", ".jpeg"];

    /// <summary>Reads samples.</summary>
    /// <param name="path">The file or folder, or <c>digits</c>.</param>
    /// <param name="labels">The labels of an idx file.</param>
    /// <param name="training">Which part, where the path holds both.</param>
    /// <param name="take">The first so many; null for all.</param>
    /// <exception cref="InputException">There is no such set, it is damaged, or smaller.</exception>
    public static LabelledSignals Read(string path, string? labels, bool training, int? take)
    {
        LabelledSignals all = path == LabelledSet.EmbeddedDigits
            ? OfDigits(training ? Digits.Train : Digits.Test, take)
            : Directory.Exists(path) ? OfFolder(path, training, take)
            : PictureSource.KindOf(path) == PictureSource.Kind.Cifar ? OfCifar([path], take)
            : OfIdx(path, labels ?? throw new InputException(
                $"{path}: the classes are missing; give --{(training ? "train" : "test")}-labels FILE"), take);
        return take is null || all.Count >= take ? all
            : throw new InputException($"{path}: found {all.Count} samples; expected {take} at least, as --n says");
    }

    private static LabelledSignals OfDigits(DigitSet set, int? take) =>
        OfArrays("the embedded digits", set.Images, [.. Enumerable.Range(0, set.Count).Select(set.Label)], take);

    private static LabelledSignals OfIdx(string path, string labels, int? take)
    {
        NdArray pictures = IdxFile.Read(path), classes = IdxFile.Read(labels);
        if (pictures.Shape.Count != 3)
            throw new InputException($"{path}: found {pictures}; expected pictures [n, rows, columns]");
        return classes.Shape.Count == 1 && classes.Shape[0] == pictures.Shape[0] && classes.Type == ElementType.UInt8
            ? OfArrays(path, pictures, [.. classes.ToDoubles().Select(each => (int)each)], take)
            : throw new InputException(
                $"{labels}: found {classes}; expected UInt8 [{pictures.Shape[0]}], as {path} has");
    }

    private static LabelledSignals OfCifar(string[] paths, int? take)
    {
        List<float> values = [];
        List<int> labels = [];
        foreach (string path in paths)
        {
            if (labels.Count >= (take ?? int.MaxValue))
                break;
            CifarPictures batch = CifarFile.Read(path);
            LabelledSignals part = OfArrays(
                path, batch.Pictures, [.. batch.Labels.Select(each => (int)each)], take - labels.Count);
            values.AddRange(part.Values);
            labels.AddRange(part.Labels);
        }
        return new(paths[0], new(CifarFile.Size, CifarFile.Size), 3, [.. values], [.. labels], Numbers(10));
    }

    private static LabelledSignals OfArrays(string name, NdArray pictures, int[] labels, int? take)
    {
        int channels = pictures.Shape.Count == 4 ? (int)pictures.Shape[1] : 1;
        int some = Math.Min(labels.Length, take ?? int.MaxValue);
        if (some == 0)
            throw new InputException($"{name}: found {pictures}; expected a sample at least");
        SignalSet set = SignalSource.OfArray(name, pictures, some * channels, 2, complex: false);
        return new(name, set.Size, channels, set.Values, labels[..some], Numbers(labels.Max() + 1));
    }

    private static LabelledSignals OfFolder(string path, bool training, int? take)
    {
        string stem = training ? "train" : "t10k";
        if (Existing(path, stem + "-images-idx3-ubyte") is { } images)
            return OfIdx(images, Existing(path, stem + "-labels-idx1-ubyte") ?? throw new InputException(
                $"{path}: lacks {stem}-labels-idx1-ubyte(.gz)"), take);
        string[] batches = [.. Directory.GetFiles(path, training ? "data_batch_*.bin*" : "test_batch.bin*")
            .Order(StringComparer.Ordinal)];
        if (batches.Length > 0)
            return OfCifar(batches, take);
        string inner = Path.Combine(path, training ? "train" : "test");
        return OfClasses(Directory.Exists(inner) ? inner : path, take);
    }

    private static string? Existing(string folder, string name)
    {
        string plain = Path.Combine(folder, name), packed = plain + ".gz";
        return File.Exists(plain) ? plain : File.Exists(packed) ? packed : null;
    }

    // In turn by class, so that every beginning of the set holds all classes alike.
    private static LabelledSignals OfClasses(string path, int? take)
    {
        string[] classes = [.. Directory.GetDirectories(path).Order(StringComparer.Ordinal)];
        string[][] files = [.. classes.Select(folder => Directory.GetFiles(folder)
            .Where(file => s_kinds.Contains(Path.GetExtension(file).ToLowerInvariant()))
            .Order(StringComparer.Ordinal).ToArray())];
        if (classes.Length < 2)
            throw new InputException(
                $"{path}: found {classes.Length} folders; expected one a class with png or jpg pictures, idx files, or "
                + "CIFAR batches");
        if (Array.FindIndex(files, each => each.Length == 0) is >= 0 and int empty)
            throw new InputException($"{classes[empty]}: holds no png and no jpg; expected the pictures of a class");
        (string File, int Label)[] order = [.. Enumerable.Range(0, files.Max(each => each.Length)).SelectMany(
            row => Enumerable.Range(0, classes.Length).Where(c => row < files[c].Length)
                .Select(c => (files[c][row], c)))];
        order = order[..Math.Min(order.Length, take ?? int.MaxValue)];
        Picture first = PictureFile.Read(order[0].File);
        int channels = first.Channels >= 3 ? 3 : 1, plane = first.Width * first.Height;
        if ((long)order.Length * channels * plane > MostValues)
            throw new InputException($"{path}: more pictures than memory can hold; choose some with --n");
        float[] values = new float[order.Length * channels * plane];
        for (int i = 0; i < order.Length; i++)
        {
            Picture picture = PictureFile.Read(order[i].File);
            if ((picture.Width, picture.Height) != (first.Width, first.Height)
                || picture.Channels >= 3 != first.Channels >= 3)
                throw new InputException(
                    $"{order[i].File}: found {picture.Height}x{picture.Width}, {picture.Channels} channels; expected "
                    + $"{first.Height}x{first.Width}, {first.Channels}, as {order[0].File} has");
            for (int n = 0; n < channels * plane; n++)
                values[(i * channels * plane) + n] =
                    picture.Samples[(n % plane * picture.Channels) + (n / plane)] / 255f;
        }
        return new(
            path, new GridSize(first.Height, first.Width), channels, values, [.. order.Select(each => each.Label)],
            [.. classes.Select(each => Printable.Text(Path.GetFileName(each)))]);
    }

    private static string[] Numbers(int count) =>
        [.. Enumerable.Range(0, count).Select(each => each.ToString(CultureInfo.InvariantCulture))];
}
