using Hinge.Core.Randomness;
using Hinge.Scattering.Learning;
using Hinge.Testing;

namespace Hinge.Scattering.Tests.Learning;

public class ModelFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Damaged_models_are_refused_or_read()
    {
        using TemporaryFolder folder = new();
        foreach (string kind in TrainedModel.Kinds)
        {
            string path = folder.File(kind + ".npz"), damaged = folder.File("damaged.npz");
            ModelFile.Write(path, Small(kind));
            byte[] numbers = File.ReadAllBytes(path), text = File.ReadAllBytes(path + ".json");
            File.WriteAllBytes(damaged + ".json", text);
            ReaderFuzz.Hold([numbers], bytes => Try(damaged, damaged, bytes), count: 150);
            File.WriteAllBytes(damaged, numbers);
            ReaderFuzz.Hold([text], bytes => Try(damaged, damaged + ".json", bytes), count: 150);
        }
    }

    // What can be read must also be able to say a class.
    private static void Try(string model, string file, byte[] bytes)
    {
        File.WriteAllBytes(file, bytes);
        TrainedModel read = ModelFile.Read(model);
        _ = read.Predict(new(new float[read.Settings.Features], 1, read.Settings.Features));
    }

    private static TrainedModel Small(string kind)
    {
        float[] values = new float[30 * 4];
        new RandomStream(21).FillGaussian(values);
        int[] labels = [.. Enumerable.Range(0, 30).Select(i => i % 3)];
        return TrainedModel.Fit(
            new()
            {
                Kind = kind, Classes = 3, Features = 4, Network = new() { Size = "4", Preset = "none" },
            },
            new(values, 30, 4), labels, new() { Dimension = 1, Lambda = 1 }, kind == "ridge" ? 3 : null, cancel: Cancel);
    }
}
