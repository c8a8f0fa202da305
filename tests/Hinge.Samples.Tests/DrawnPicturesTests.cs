using System.Security.Cryptography;
using Hinge.Core.Pictures;
using Hinge.Core.Randomness;
using Hinge.Samples.Drawing;

namespace Hinge.Samples.Tests;

public class DrawnPicturesTests
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes_for_ever()
    {
        Assert.Equal("1e69f4b689d89920", Hash(DrawnPictures.Rgb(1, 96, 64)));
        Assert.Equal("e4c8ebf501f001e6", Hash(DrawnPictures.Grey(2, 48, 48)));
    }

    [Fact]
    public void Other_seeds_give_other_pictures()
    {
        HashSet<string> seen = [];
        for (ulong seed = 0; seed < 50; seed++)
            Assert.True(seen.Add(Hash(DrawnPictures.Grey(seed, 24, 24))));
    }

    [Fact]
    public void Grey_is_the_luma_of_the_colours()
    {
        Picture grey = DrawnPictures.Grey(3, 40, 30), rgb = DrawnPictures.Rgb(3, 40, 30);
        Assert.Equal((40, 30, 1), (grey.Width, grey.Height, grey.Channels));
        for (int i = 0; i < grey.Samples.Length; i++)
        {
            double luma = (0.299 * rgb.Samples[3 * i]) + (0.587 * rgb.Samples[(3 * i) + 1])
                + (0.114 * rgb.Samples[(3 * i) + 2]);
            Assert.InRange(grey.Samples[i], luma - 1.01, luma + 1.01);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 37)]
    [InlineData(200, 3)]
    public void Any_size_can_be_drawn(int width, int height) =>
        Assert.Equal(width * height * 3, DrawnPictures.Rgb(4, width, height).Samples.Length);

    // What makes them fit to train super-resolution on: contrast, sharp edges, and smooth parts between them.
    [Fact]
    public void They_hold_contrast_edges_and_calm()
    {
        double edges = 0, calm = 0, deviation = 0;
        const int pictures = 40, size = 64;
        for (ulong seed = 0; seed < pictures; seed++)
        {
            Picture picture = DrawnPictures.Grey(seed, size, size);
            double mean = picture.Samples.Average(sample => (double)sample);
            deviation += Math.Sqrt(picture.Samples.Average(s => (s - mean) * (s - mean))) / pictures;
            for (int y = 0; y < size; y++)
            {
                for (int x = 1; x < size; x++)
                {
                    int step = Math.Abs(picture[x, y] - picture[x - 1, y]);
                    edges += step >= 32 ? 1.0 / (pictures * size * (size - 1)) : 0;
                    calm += step <= 3 ? 1.0 / (pictures * size * (size - 1)) : 0;
                }
            }
        }
        Assert.InRange(deviation, 25, 80);
        Assert.InRange(edges, 0.04, 0.25);
        Assert.InRange(calm, 0.4, 0.9);
    }

    // The mean over random points of a pixel, which knows nothing of the grid of samples that drew it.
    [Fact]
    public void A_pixel_is_the_mean_of_the_drawing_over_it()
    {
        const int width = 80, height = 60, points = 400;
        Picture picture = DrawnPictures.Grey(7, width, height);
        Scene scene = Scene.Random(new RandomStream(7), width, height);
        RandomStream random = new(1);
        double error = 0, pointError = 0;
        int edges = 0;
        for (int x = 0; x < width; x++)
        {
            for (int y = 0; y < height; y += 3)
            {
                double mean = 0;
                for (int i = 0; i < points; i++)
                    mean += scene.At(x + random.NextDouble(), y + random.NextDouble()).Luma * 255 / points;
                double centre = scene.At(x + 0.5, y + 0.5).Luma * 255;
                if (Math.Abs(centre - mean) < 16)
                    continue;
                edges++;
                error += Math.Abs(picture[x, y] - mean);
                pointError += Math.Abs(centre - mean);
            }
        }
        Assert.InRange(edges, 50, 600);
        Assert.InRange(error / edges, 0, pointError / edges / 5);
    }

    private static string Hash(Picture picture) => Convert.ToHexStringLower(SHA256.HashData(picture.Samples))[..16];
}
