using Hinge.Core.Formats;

namespace Hinge.Scattering.Frames;

/// <summary>Filters from principal components: the leading eigenvectors of the patches of images, a baseline.</summary>
public static class PcaFilters
{
    private const int MostPatches = 200_000;
    private const int Sweeps = 30;

    /// <summary>A recipe from a file of images: npy, or idx(.gz).</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">K; see the other overload.</param>
    /// <param name="size">Rows and columns of a patch.</param>
    /// <exception cref="Core.InputException">The file cannot be read; see the other overload.</exception>
    public static LearnedFrame Read(string path, int count, int size)
    {
        ArgumentNullException.ThrowIfNull(path);
        NdArray images = path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
            ? NpyFile.Read(path) : IdxFile.Read(path);
        return Of(path, images, count, size);
    }

    /// <summary>A recipe with the K leading components as propagated filters, and χ that completes them.</summary>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="images">[count, h, w]; every patch counts, or evenly spaced ones where there are many.</param>
    /// <param name="count">K, 1 … size².</param>
    /// <param name="size">Rows and columns of a patch, 2 … 16.</param>
    /// <exception cref="FrameException">Another shape, images smaller than a patch, or all alike.</exception>
    public static LearnedFrame Of(string name, NdArray images, int count, int size)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (size is < 2 or > 16 || count < 1 || count > size * size)
            throw new FrameException($"{name}: K={count},size={size}: expected size 2 to 16 and K 1 to size²");
        if (images.Shape is not [>= 1, var height, var width] || height < size || width < size)
            throw new FrameException(
                $"{name}: found {images}; expected [count, h, w] with images of at least {size}x{size}");
        double[,] covariance = Covariance(name, images, size);
        double[] values = Jacobi(covariance, out double[,] vectors);
        int[] order = [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i])];
        int length = size * size;
        double[] filters = new double[count * length];
        for (int i = 0; i < filters.Length; i++)
            filters[i] = vectors[i % length, order[i / length]];
        return values[order[0]] > 0
            ? new(name, NdArray.From<double>(filters, count, size, size), LowPassChoice.Complete)
            {
                Recipe = $"pca:{name},K={count},size={size}",
            }
            : throw new FrameException($"{name}: found {images}, all patches constant; expected images");
    }

    // Of patches less their own mean, so that no component is a low-pass.
    private static double[,] Covariance(string name, NdArray images, int size)
    {
        double[] pixels = images.ToDoubles();
        if (Array.FindIndex(pixels, pixel => !double.IsFinite(pixel)) is >= 0 and int bad)
            throw new FrameException($"{name}: element {bad} is not finite");
        (int height, int width) = ((int)images.Shape[1], (int)images.Shape[2]);
        (int rows, int columns) = (height - size + 1, width - size + 1);
        long all = images.Shape[0] * rows * columns, step = Math.Max(1, all / MostPatches);
        double[] patch = new double[size * size];
        double[,] sum = new double[patch.Length, patch.Length];
        for (long index = 0; index < all; index += step)
        {
            int image = (int)(index / (rows * columns)), place = (int)(index % (rows * columns));
            int start = (image * height * width) + (place / columns * width) + (place % columns);
            for (int i = 0; i < patch.Length; i++)
                patch[i] = pixels[start + (i / size * width) + (i % size)];
            double mean = patch.Average();
            for (int i = 0; i < patch.Length; i++)
            {
                for (int j = 0; j <= i; j++)
                    sum[i, j] = sum[j, i] = sum[i, j] + ((patch[i] - mean) * (patch[j] - mean));
            }
        }
        return sum;
    }

    // Cyclic Jacobi rotations: slow, but short and exact for matrices of this size.
    private static double[] Jacobi(double[,] matrix, out double[,] vectors)
    {
        int n = matrix.GetLength(0);
        vectors = new double[n, n];
        for (int i = 0; i < n; i++)
            vectors[i, i] = 1;
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                    Rotate(matrix, vectors, p, q);
            }
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
            values[i] = matrix[i, i];
        return values;
    }

    private static void Rotate(double[,] matrix, double[,] vectors, int p, int q)
    {
        double off = matrix[p, q];
        if (Math.Abs(off) <= 1e-300)
            return;
        double ratio = (matrix[q, q] - matrix[p, p]) / (2 * off);
        double tangent = (ratio >= 0 ? 1 : -1) / (Math.Abs(ratio) + Math.Sqrt((ratio * ratio) + 1));
        double cosine = 1 / Math.Sqrt((tangent * tangent) + 1), sine = tangent * cosine;
        for (int k = 0; k < matrix.GetLength(0); k++)
        {
            (double a, double b) = (matrix[k, p], matrix[k, q]);
            (matrix[k, p], matrix[k, q]) = ((cosine * a) - (sine * b), (sine * a) + (cosine * b));
        }
        for (int k = 0; k < matrix.GetLength(0); k++)
        {
            (double a, double b) = (matrix[p, k], matrix[q, k]);
            (matrix[p, k], matrix[q, k]) = ((cosine * a) - (sine * b), (sine * a) + (cosine * b));
            (a, b) = (vectors[k, p], vectors[k, q]);
            (vectors[k, p], vectors[k, q]) = ((cosine * a) - (sine * b), (sine * a) + (cosine * b));
        }
    }
}
