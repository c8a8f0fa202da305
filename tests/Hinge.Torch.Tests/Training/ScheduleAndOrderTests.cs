using CsCheck;
using Hinge.Core;
using Hinge.Torch.Training;

namespace Hinge.Torch.Tests.Training;

public sealed class ScheduleAndOrderTests
{
    [Fact]
    public void Schedules_have_the_values_of_their_formulas()
    {
        LearningRateSchedule cosine = LearningRateSchedule.Cosine(length: 110, warmUp: 10, floor: 0.2);
        Assert.Equal([0.1, 0.5, 1, 1], new[] { 0L, 4, 9, 10 }.Select(cosine.At));
        Assert.Equal(0.2 + 0.8 * 0.5, cosine.At(60), 1e-15);
        Assert.Equal(0.2 + 0.8 * (2 + Math.Sqrt(2)) / 4, cosine.At(35), 1e-15);
        Assert.Equal([0.2, 0.2], new[] { 110L, 5000 }.Select(cosine.At));

        LearningRateSchedule line = LearningRateSchedule.Polynomial(length: 100, floor: 0.1);
        Assert.Equal([1, 0.55, 0.1, 0.1], new[] { 0L, 50, 100, 101 }.Select(line.At));
        Assert.Equal(Math.Pow(0.25, 0.9), LearningRateSchedule.Polynomial(100, power: 0.9).At(75), 1e-15);

        LearningRateSchedule steps = LearningRateSchedule.Stepwise(every: 10, factor: 0.5, warmUp: 2);
        Assert.Equal([0.5, 1, 1, 1, 0.5, 0.25], new[] { 0L, 1, 2, 11, 12, 22 }.Select(steps.At));
        Assert.Equal([1, 1], new[] { 0L, 1_000_000 }.Select(LearningRateSchedule.Constant().At));
    }

    [Fact]
    public void Texts_differ_where_factors_do()
    {
        LearningRateSchedule[] all =
        [
            new(), LearningRateSchedule.Constant(5), LearningRateSchedule.Cosine(10), LearningRateSchedule.Cosine(11),
            LearningRateSchedule.Cosine(10, 1), LearningRateSchedule.Cosine(10, 0, 0.1),
            LearningRateSchedule.Polynomial(10), LearningRateSchedule.Polynomial(10, 2),
            LearningRateSchedule.Stepwise(10, 0.1), LearningRateSchedule.Stepwise(9, 0.1),
            LearningRateSchedule.Stepwise(10, 0.2),
        ];
        Assert.Equal(all.Length, all.Select(schedule => schedule.ToString()).Distinct().Count());
    }

    [Fact]
    public void Every_epoch_holds_every_example_once_and_epochs_differ() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 40], Gen.ULong).Sample((examples, batchSize, seed) =>
        {
            BatchOrder order = new(examples, batchSize, seed);
            int[] row = [.. Enumerable.Range(0, 3 * examples / batchSize + 2).SelectMany(step => order.At(step))];
            for (int epoch = 0; epoch < 3; epoch++)
                Assert.Equal(Enumerable.Range(0, examples), row[(epoch * examples)..][..examples].Order());
            // Asked out of order, the answer is the same.
            Assert.Equal(row[..batchSize], order.At(0));
            Assert.Equal(row[batchSize..][..batchSize], new BatchOrder(examples, batchSize, seed).At(1));
        }, iter: 100);

    [Fact]
    public void Order_depends_on_seed_and_epoch()
    {
        BatchOrder a = new(50, 50, 1), b = new(50, 50, 2);
        Assert.NotEqual(a.At(0), b.At(0));
        Assert.NotEqual(a.At(0), a.At(1));
        Assert.Equal([0L, 0, 1, 1, 2], Enumerable.Range(0, 5).Select(step => new BatchOrder(50, 30, 1).EpochOf(step)));
        Assert.Throws<InputException>(() => new BatchOrder(0, 1, 1));
    }
}
