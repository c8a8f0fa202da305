using CsCheck;
using Hinge.Core.Randomness;

namespace Hinge.Core.Tests.Randomness;

public class RandomStreamTests
{
    [Fact]
    public void The_first_words_of_seed_0_are_the_published_block()
    {
        RandomStream random = new(0);
        Assert.Equal(0x6627e8d5u, random.NextUInt32());
        Assert.Equal(0xbc57ac4c_e169c58dUL, random.NextUInt64());
        Assert.Equal((0x9b00dbd8u >> 8) / (float)(1 << 24), random.NextSingle());
        Assert.Equal(4ul, random.Position);
    }

    [Fact]
    public void A_stored_position_resumes_exactly() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 300]).Sample((seed, start, draws) =>
        {
            RandomStream random = new(seed) { Position = start };
            for (int i = 0; i < draws; i++)
                random.NextUInt32();
            ulong stored = random.Position;
            Assert.Equal(unchecked(start + (ulong)draws), stored);
            double[] expected = Draws(random);
            RandomStream resumed = new(seed) { Position = stored };
            Assert.Equal(expected, Draws(resumed));
            random.Position = stored;
            Assert.Equal(expected, Draws(random));
        });

    [Fact]
    public void Fills_equal_single_draws_from_any_position() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 700]).Sample((seed, start, count) =>
        {
            RandomStream bulk = new(seed) { Position = start }, single = new(seed) { Position = start };
            uint[] words = new uint[count];
            bulk.FillWords(words);
            Assert.All(words, word => Assert.Equal(single.NextUInt32(), word));

            float[] singles = new float[count];
            bulk.FillUniform(singles, 0, 1);
            Assert.All(singles, value => Assert.Equal(single.NextSingle(), value));
            bulk.FillUniform(singles, -2, 3);
            Assert.All(singles, value => Assert.Equal(-2 + (5 * single.NextSingle()), value));
            bulk.FillGaussian(singles);
            Assert.All(singles, value => Assert.Equal((float)single.NextGaussian(), value));

            double[] doubles = new double[count];
            bulk.FillUniform(doubles, 0, 1);
            Assert.All(doubles, value => Assert.Equal(single.NextDouble(), value));
            bulk.FillGaussian(doubles);
            Assert.All(doubles, value => Assert.Equal(single.NextGaussian(), value));
            Assert.Equal(single.Position, bulk.Position);
        }, iter: 50);

    [Fact]
    public void Uniform_numbers_never_reach_the_upper_end()
    {
        float[] values = new float[1 << 16];
        new RandomStream(5).FillUniform(values, 1, MathF.BitIncrement(MathF.BitIncrement(1)));
        Assert.All(values, value => Assert.InRange(value, 1, MathF.BitIncrement(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(5).FillUniform(values, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(5).FillUniform(values, 0, float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new RandomStream(5).FillUniform(values, float.MinValue, float.MaxValue));
    }

    [Fact]
    public void Splits_do_not_depend_on_the_position_and_do_not_move_it()
    {
        RandomStream random = new(11);
        uint byName = random.Split("weights").NextUInt32(), byIndex = random.Split(4).NextUInt32();
        random.Position = 1000;
        Assert.Equal(byName, random.Split("weights").NextUInt32());
        Assert.Equal(byIndex, random.Split(4).NextUInt32());
        Assert.Equal(1000ul, random.Position);
    }

    [Fact]
    public void Splits_differ_from_each_other_and_from_the_parent()
    {
        HashSet<ulong> first = [];
        RandomStream root = new(0);
        List<RandomStream> streams = [root, root.Split("a"), root.Split("b"), root.Split("a").Split("b"), new(1)];
        for (ulong i = 0; i < 1000; i++)
        {
            streams.Add(root.Split(i));
            streams.Add(root.Split(i.ToString()));
            streams.Add(root.Split("a").Split(i));
        }
        Assert.All(streams, stream => Assert.True(first.Add(stream.NextUInt64())));
    }

    [Fact]
    public void Split_streams_are_uncorrelated()
    {
        const int count = 100_000;
        double[] a = new double[count], b = new double[count];
        RandomStream root = new(21);
        root.Split(0).FillGaussian(a);
        root.Split(1).FillGaussian(b);
        double sum = 0;
        for (int i = 0; i < count; i++)
            sum += a[i] * b[i];
        Assert.InRange(sum / Math.Sqrt(count), -4, 4);
    }

    // Computed with an independent implementation; they stay what they are in every later version.
    [Fact]
    public void Values_of_a_seed_are_fixed_for_ever()
    {
        RandomStream random = new RandomStream(2026).Split("golden").Split(7);
        Assert.Equal(0x4d4d519d_ff30628eUL, random.NextUInt64());
        Assert.Equal(0.9677706030803084, random.NextDouble());
        Assert.Equal(-1.1620938020383378, random.NextGaussian(), 1e-15);
        Assert.Equal(427, random.NextInt32(1000));
        Assert.Equal("26147530", string.Concat(random.Permutation(8)));
    }

    private static double[] Draws(RandomStream random) =>
        [random.NextDouble(), random.NextGaussian(), random.NextInt32(1000)];
}
