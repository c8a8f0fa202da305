using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Testing;

namespace Hinge.Samples.Tests;

public class DigitsTests
{
    [Fact]
    public void The_sets_hold_450_and_50_digits_of_each_class()
    {
        Assert.Equal("UInt8 [4500, 28, 28]", Digits.Train.Images.ToString());
        Assert.Equal("UInt8 [500, 28, 28]", Digits.Test.Images.ToString());
        Assert.All(CountOfClasses(Digits.Train), count => Assert.Equal(450, count));
        Assert.All(CountOfClasses(Digits.Test), count => Assert.Equal(50, count));
        Assert.Same(Digits.Train, Digits.Train);
    }

    [Fact]
    public void No_digit_comes_twice_within_or_across_the_sets() =>
        Assert.Equal(5000, AllImages(Digits.Train).Concat(AllImages(Digits.Test)).Distinct().Count());

    [Fact]
    public void The_order_is_shuffled()
    {
        int repeats = Enumerable.Range(1, 4499).Count(i => Digits.Train.Label(i) == Digits.Train.Label(i - 1));
        Assert.InRange(repeats, 350, 550); // one in ten; sorted digits would repeat 4490 times
    }

    [Fact]
    public void A_digit_reads_the_same_in_every_form()
    {
        DigitSet set = Digits.Test;
        for (int i = 0; i < set.Count; i += 99)
        {
            byte[] samples = set.Image(i).Samples;
            Assert.Equal(set.Images.Bytes.Slice(i * 784, 784).ToArray(), samples);
            Assert.Equal(samples.Select(sample => sample / 255f), set.Pixels(i));
            Assert.InRange(samples.Max(), 200, 255);
            Assert.Equal(0, samples[0]);
        }
    }

    [Fact]
    public void A_digit_outside_the_set_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Digits.Test.Image(500));
        Assert.Throws<ArgumentOutOfRangeException>(() => Digits.Test.Pixels(-1));
    }

    [Fact]
    public void Arrays_that_do_not_fit_are_refused()
    {
        NdArray images = NdArray.From<byte>(new byte[8], 2, 2, 2), labels = NdArray.From<byte>(new byte[3], 3);
        string Refusal(NdArray a, NdArray b) => Assert.Throws<InputException>(() => new DigitSet(a, b)).Message;
        Assert.Equal("labels are UInt8 [3]; expected UInt8 [2]", Refusal(images, labels));
        Assert.Equal("images are UInt8 [3]; expected UInt8 [count, height, width]", Refusal(labels, labels));
    }

    [Fact]
    public void A_linear_classifier_learns_them()
    {
        // Means of the classes: nearest mean is the least a data set of digits must support (MNIST: about 82 %).
        double[][] means = [.. Enumerable.Range(0, 10).Select(_ => new double[784])];
        for (int i = 0; i < Digits.Train.Count; i++)
        {
            float[] pixels = Digits.Train.Pixels(i);
            for (int p = 0; p < 784; p++)
                means[Digits.Train.Label(i)][p] += pixels[p] / 450;
        }
        int right = Enumerable.Range(0, 500).Count(i =>
        {
            float[] pixels = Digits.Test.Pixels(i);
            double Distance(int digit) => pixels.Zip(means[digit], (a, b) => (a - b) * (a - b)).Sum();
            return Enumerable.Range(0, 10).MinBy(Distance) == Digits.Test.Label(i);
        });
        Assert.InRange(right, 380, 470);
    }

    [Fact]
    public void All_are_digits_of_the_MNIST_training_set_with_its_labels()
    {
        DigitSet mnist = new(
            IdxFile.Read(SharedData.Path("mnist/train-images-idx3-ubyte.gz")),
            IdxFile.Read(SharedData.Path("mnist/train-labels-idx1-ubyte.gz")));
        HashSet<string> known = [.. AllImages(mnist)];
        Assert.All(AllImages(Digits.Train), image => Assert.Contains(image, known));
        Assert.All(AllImages(Digits.Test), image => Assert.Contains(image, known));
    }

    private static int[] CountOfClasses(DigitSet set)
    {
        int[] counts = new int[10];
        for (int i = 0; i < set.Count; i++)
            counts[set.Label(i)]++;
        return counts;
    }

    private static IEnumerable<string> AllImages(DigitSet set) => Enumerable.Range(0, set.Count).Select(
        i => set.Label(i) + Convert.ToHexString(
            System.Security.Cryptography.SHA256.HashData(set.Images.Bytes.Span.Slice(i * 784, 784))));
}
