using Hinge.Core.Formats;
using Hinge.Samples;
using Hinge.Scattering.Learning;
using Hinge.Scattering.Networks;
using Hinge.Scattering.Presets;
using Hinge.Scattering.Transforms;
using Hinge.Testing;

namespace Hinge.Scattering.Tests.Learning;

public class MnistTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Lazy<(FeatureMatrix Train, int[] Labels, FeatureMatrix Test, int[] Expected)> s_mnist =
        new(() => Features(
            Idx("train-images-idx3-ubyte.gz"), Idx("train-labels-idx1-ubyte.gz"), Idx("t10k-images-idx3-ubyte.gz"),
            Idx("t10k-labels-idx1-ubyte.gz"), 10_000));

    [Theory(Explicit = true)]
    [InlineData("pca-affine", 1.15)]
    [InlineData("ridge", 1.25)]
    [InlineData("rbf-svm", 1.05)]
    public void Ten_thousand_digits_of_MNIST_suffice(string kind, double percent)
    {
        (FeatureMatrix train, int[] labels, FeatureMatrix test, int[] expected) = s_mnist.Value;
        TrainedModel model = TrainedModel.Fit(
            new() { Kind = kind, Classes = 10, Features = train.Columns }, train.First(train.Rows), labels,
            new() { Threads = 2 }, cancel: Cancel);
        double error = 100.0 * Labels.Errors(model.Predict(test.First(test.Rows), 2), expected) / test.Rows;
        Assert.InRange(error, 0, percent);
    }

    [Theory]
    [InlineData("pca-affine", 40)]
    [InlineData("ridge", 40)]
    [InlineData("linear-svm", 40)]
    [InlineData("rbf-svm", 40)]
    public void A_few_embedded_digits_are_told_apart(string kind, int most)
    {
        (FeatureMatrix train, int[] labels, FeatureMatrix test, int[] expected) = Features(
            Digits.Train.Images, Digits.Train.Labels, Digits.Test.Images, Digits.Test.Labels, 600);
        LearningSettings settings = new() { Dimension = 20, Lambda = 10, Threads = 2 };
        TrainedModel model = TrainedModel.Fit(
            new() { Kind = kind, Classes = 10, Features = train.Columns }, train, labels, settings, cancel: Cancel);
        Assert.InRange(Labels.Errors(model.Predict(test, 2), expected), 0, most);
    }

    private static NdArray Idx(string name) => IdxFile.Read(SharedData.Path("mnist/" + name));

    private static (FeatureMatrix Train, int[] Labels, FeatureMatrix Test, int[] Expected) Features(
        NdArray images, NdArray labels, NdArray tests, NdArray expected, int count)
    {
        Network network = Preset.Kymatio2D(new(28, 28), 3);
        ScatteringTransform transform = new(network, new() { Threads = 2 });
        return (
            Transform(transform, images, count), Classes(labels, count),
            Transform(transform, tests, (int)tests.Shape[0]), Classes(expected, (int)tests.Shape[0]));
    }

    private static FeatureMatrix Transform(ScatteringTransform transform, NdArray images, int count)
    {
        float[] pixels = new float[count * transform.InputLength];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = images.Bytes.Span[i] / 255f;
        float[] features = new float[count * transform.FeatureLength];
        transform.Transform(pixels, count, features);
        return new(features, count, transform.FeatureLength);
    }

    private static int[] Classes(NdArray labels, int count) =>
        [.. labels.Bytes[..count].ToArray().Select(each => (int)each)];
}
