using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using Hinge.Plots.Pictures;

namespace Hinge.Cli.Scope.Inputs;

/// <summary>
/// Pictures of files, told apart by their first bytes: PNG and JPEG; npy, <c>file.npz:key</c> and idx arrays; batches of
/// CIFAR-10, which start with no mark and are known by the name <c>*.bin</c>.
/// </summary>
internal static class PictureSource
{
    /// <summary>Reads one picture.</summary>
    /// <param name="path">The file, for an npz archive of several arrays with <c>:key</c> after it.</param>
    /// <param name="take">Which picture of a file of several; null for the first.</param>
    /// <exception cref="InputException">The file cannot be read, or has no such picture.</exception>
    public static ScopeInput Read(string path, int? take)
    {
        int key = path.LastIndexOf(".npz:", StringComparison.OrdinalIgnoreCase);
        if (key >= 0)
            return FromArray(NpzFile.Read(path[..(key + 4)], path[(key + 5)..]), path, take);
        return KindOf(path) switch
        {
            Kind.Npy => FromArray(NpyFile.Read(path), path, take),
            Kind.Npz => FromArray(OnlyArray(path), path, take),
            Kind.Idx => FromArray(IdxFile.Read(path), path, take ?? 0),
            Kind.Cifar => FromArray(CifarFile.Read(path).Pictures, path, take ?? 0),
            _ => take is null or 0
                ? new(path, PictureFile.Read(path))
                : throw new InputException($"{path}: --take {take}, but the file is a single picture"),
        };
    }

    /// <summary>What a file holds, by its first bytes and its name.</summary>
    public static Kind KindOf(string path)
    {
        byte[] start = new byte[4];
        using (FileStream stream = InputFile.OpenRead(path))
            _ = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        string name = Path.GetFileName(path).ToLowerInvariant();
        string inner = name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;
        return start switch
        {
            [0x93, (byte)'N', (byte)'U', (byte)'M'] => Kind.Npy,
            [(byte)'P', (byte)'K', 3, 4] => Kind.Npz,
            _ when inner.EndsWith(".bin", StringComparison.Ordinal) => Kind.Cifar,
            [0, 0, >= 8 and <= 14, >= 1] or [0x1F, 0x8B, _, _] => Kind.Idx,
            _ => Kind.Picture,
        };
    }

    private static NdArray OnlyArray(string path)
    {
        IReadOnlyDictionary<string, NdArray> arrays = NpzFile.Read(path);
        return arrays.Count == 1
            ? arrays.Values.Single()
            : throw new InputException(
                $"{path}: {arrays.Count} arrays, give one as {Path.GetFileName(path)}:key; "
                + $"the keys are {string.Join(", ", arrays.Keys.Take(8).Select(Printable.Text))}");
    }

    /// <summary>One picture of an array [H, W], [C, H, W] or of several of them.</summary>
    public static ScopeInput FromArray(NdArray array, string path, int? take)
    {
        long[] shape = [.. array.Shape];
        bool several = shape.Length == 4 || (shape.Length == 3 && (take is not null || shape[0] is not (1 or 3)));
        long count = several && shape.Length > 0 ? shape[0] : 1;
        if (several && take is null && count > 1)
            throw new InputException($"{path}: {array} holds {count} pictures; choose one with --take");
        int index = take ?? 0;
        if (index >= count)
            throw new InputException($"{path}: --take {index}, but there are pictures 0 to {count - 1}");
        long[] one = several ? shape[1..] : shape;
        one = one.Length == 2 ? [1, .. one] : one;
        if (one.Length != 3 || one[0] is not (1 or 3) || one[1] < 1 || one[2] < 1)
            throw new InputException($"{path}: {array} is no picture; expected [H, W], [1, H, W] or [3, H, W]");
        int length = (int)(array.Bytes.Length / count);
        NdArray picture = new(array.Type, array.Bytes.Slice(index * length, length), one);
        string source = count > 1 ? $"{path} ({index})" : path;
        return array.Type == ElementType.UInt8
            ? new(source, FromPlanes(picture, sample => sample))
            : WithValues(picture, source);
    }

    private static ScopeInput WithValues(NdArray values, string source)
    {
        double[] all = values.ToDoubles();
        int other = Array.FindIndex(all, value => !double.IsFinite(value));
        if (other >= 0)
            throw new InputException($"{source}: element {other} is {all[other]}; expected finite values");
        // Only for looking at: values up to 1 are shares of full light, larger ones 8-bit samples.
        double scale = all.Max() > 2 ? 1 : byte.MaxValue;
        Picture shown = FromPlanes(values, value => value * scale);
        return new(source, shown, NdArray.From<double>(all, [.. values.Shape]));
    }

    private static Picture FromPlanes(NdArray planes, Func<double, double> sample)
    {
        (int channels, int height, int width) = ((int)planes.Shape[0], (int)planes.Shape[1], (int)planes.Shape[2]);
        double[] values = planes.ToDoubles();
        Picture picture = new(width, height, channels);
        for (int pixel = 0; pixel < width * height; pixel++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                double value = sample(values[channel * width * height + pixel]);
                picture.Samples[pixel * channels + channel] = (byte)Math.Clamp(Math.Round(value), 0, byte.MaxValue);
            }
        }
        return picture;
    }

    /// <summary>What a file holds.</summary>
    public enum Kind
    {
        /// <summary>A PNG or JPEG picture, or what only that reader can tell.</summary>
        Picture,

        /// <summary>A NumPy array.</summary>
        Npy,

        /// <summary>An archive of NumPy arrays.</summary>
        Npz,

        /// <summary>An idx array.</summary>
        Idx,

        /// <summary>A batch of CIFAR-10.</summary>
        Cifar,
    }
}
