using System.CommandLine;
using Hinge.Cli.Scope.Inputs;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using Hinge.Scattering;

namespace Hinge.Cli.Scattering;

/// <summary>
/// Signals of a file or folder: png (a signal a colour), npy and <c>file.npz:key</c> ([…, H, W], or […, N] in one
/// dimension; one more axis of 2 for complex ones), idx, batches of CIFAR-10, a folder of png. Bytes are divided by
/// 255.
/// </summary>
internal static class SignalSource
{
    /// <summary>The argument.</summary>
    public static Argument<string> Argument { get; } = new("input")
    {
        Description = "Signals: png, npy, npz, idx(.gz), CIFAR .bin(.gz), or a folder of png",
        HelpName = "FILE|FOLDER",
    };

    /// <summary>--take.</summary>
    public static Option<int?> Take { get; } = CommonOptions.Integer("--take", "Only the first signals", 1);

    /// <summary>Reads signals.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="take">How many at most; null for all.</param>
    /// <param name="dimensions">1 or 2.</param>
    /// <param name="complex">Whether the last axis is real and imaginary part.</param>
    /// <exception cref="InputException">The files cannot be read, differ in size, or hold no finite
    /// numbers.</exception>
    public static SignalSet Read(string path, int? take, int dimensions, bool complex)
    {
        if (Directory.Exists(path))
            return Folder(path, take);
        int key = path.LastIndexOf(".npz:", StringComparison.OrdinalIgnoreCase);
        NdArray? array = key >= 0 ? NpzFile.Read(path[..(key + 4)], path[(key + 5)..])
            : PictureSource.KindOf(path) switch
        {
            PictureSource.Kind.Npy => NpyFile.Read(path),
            PictureSource.Kind.Npz => Only(path),
            PictureSource.Kind.Idx => IdxFile.Read(path),
            PictureSource.Kind.Cifar => CifarFile.Read(path).Pictures,
            _ => null,
        };
        return array is null ? OfPicture(path, PngFile.Read(path), take)
            : OfArray(path, array, take, dimensions, complex);
    }

    /// <summary>The signals of an array.</summary>
    /// <exception cref="InputException">It has too few axes, no signal, or a number that is not finite.</exception>
    internal static SignalSet OfArray(string name, NdArray array, int? take, int dimensions, bool complex)
    {
        long[] shape = [.. array.Shape];
        int axes = dimensions + (complex ? 1 : 0);
        if (shape.Length < axes || array.Length == 0 || (complex && shape[^1] != 2))
            throw new InputException(
                $"{name}: found {array}; expected "
                + (dimensions == 1 ? "[…, N" : "[…, H, W") + (complex ? ", 2]" : "]"));
        long columns = shape[^(complex ? 2 : 1)], rows = dimensions == 1 ? 1 : shape[^(complex ? 3 : 2)];
        if (rows * columns > GridSize.MostSamples)
            throw new InputException(
                $"{name}: found {array}; expected signals of at most {GridSize.MostSamples} samples");
        long each = rows * columns * (complex ? 2 : 1), count = Math.Min(array.Length / each, take ?? long.MaxValue);
        int bytes = (int)(array.Bytes.Length / array.Length);
        float[] values = new NdArray(
            array.Type, array.Bytes[..checked((int)(count * each * bytes))], count * each).ToSingles();
        if (array.Type == ElementType.UInt8)
        {
            for (int i = 0; i < values.Length; i++)
                values[i] /= 255;
        }
        if (Array.FindIndex(values, value => !float.IsFinite(value)) is >= 0 and int bad)
            throw new InputException($"{name}: element {bad} is not finite");
        GridSize size = dimensions == 1 ? new((int)columns) : new((int)rows, (int)columns);
        return new(name, size, (int)count, values);
    }

    private static SignalSet OfPicture(string name, Picture picture, int? take)
    {
        int channels = picture.Channels == 4 ? 3 : picture.Channels;
        int count = Math.Min(channels, take ?? channels), pixels = picture.Width * picture.Height;
        float[] values = new float[count * pixels];
        for (int i = 0; i < values.Length; i++)
            values[i] = picture.Samples[(i % pixels * picture.Channels) + (i / pixels)] / 255f;
        return new(name, new(picture.Height, picture.Width), count, values);
    }

    private static SignalSet Folder(string path, int? take)
    {
        string[] files = [.. Directory.GetFiles(path, "*.png").Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new InputException($"{path}: holds no png; expected a folder of png files");
        List<float> values = [];
        SignalSet? first = null;
        int count = 0;
        foreach (string file in files)
        {
            if (count >= (take ?? int.MaxValue))
                break;
            SignalSet next = OfPicture(file, PngFile.Read(file), take - count);
            first ??= next;
            if (next.Size != first.Size)
                throw new InputException($"{file}: found {next.Size}; expected {first.Size}, as {first.Name} has");
            if (values.Count + (long)next.Values.Length > 1 << 29)
                throw new InputException($"{path}: more pictures than memory can hold; choose some with --take");
            values.AddRange(next.Values);
            count += next.Count;
        }
        return new(path, first!.Size, count, [.. values]);
    }

    private static NdArray Only(string path)
    {
        IReadOnlyDictionary<string, NdArray> arrays = NpzFile.Read(path);
        return arrays.Count == 1 ? arrays.Values.Single() : throw new InputException(
            $"{path}: {arrays.Count} arrays, give one as {Path.GetFileName(path)}:key; "
            + $"the keys are {string.Join(", ", arrays.Keys.Take(8).Select(Printable.Text))}");
    }
}
