using Hinge.Core.Randomness;
using Hinge.Testing;
using Hinge.Testing.Laws;
using Hinge.Torch.Training;
using Hinge.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Training;

/// <summary>A Wasserstein game: two networks, two optimisers, a gradient of a gradient, a moving average.</summary>
[NoLeak]
public sealed class TwoPlayersTests
{
    [Fact]
    public void A_game_cut_in_the_middle_equals_the_straight_one_to_the_byte()
    {
        using var folder = new TemporaryFolder();
        using Game straight = new(steps: 6, seed: 1), first = new(steps: 3, seed: 1), second = new(steps: 6, seed: 2);
        string untrained = ModuleWeights.Sha256(straight.Critic);
        straight.Run(folder.File("straight"));
        first.Run(folder.File("cut"));
        second.Trainer.Resume(folder.File("cut"));
        second.Run(folder.File("cut"));
        SameBytes.HoldInFiles(folder.File("straight"), folder.File("cut"));
        SameBytes.Hold(straight.Average, second.Average);
        Assert.NotEqual(ModuleWeights.Sha256(straight.Generator), ModuleWeights.Sha256(straight.Average));
        Assert.NotEqual(untrained, ModuleWeights.Sha256(straight.Critic));
    }

    private sealed class Game : IDisposable
    {
        private readonly Adam _move;
        private readonly Adam _judge;

        public Game(long steps, ulong seed)
        {
            var random = new RandomStream(seed);
            (Generator, Average, Critic) = (Net(2, 3), Net(2, 3), Net(3, 1));
            Initialisation.KaimingUniform(Generator, random.Split("generator"), negativeSlope: 0.2);
            Initialisation.KaimingUniform(Critic, random.Split("critic"), negativeSlope: 0.2);
            MovingAverage.Update(Average, Generator, 0);
            _move = optim.Adam(Generator.parameters(), 1e-2, 0, 0.9);
            _judge = optim.Adam(Critic.parameters(), 1e-2, 0, 0.9);
            Trainer = new Trainer(
                new TrainingSettings
                {
                    Steps = steps,
                    BatchSize = 8,
                    Examples = 0,
                    Schedule = LearningRateSchedule.Polynomial(length: 6, floor: 0.1),
                },
                new TrainedParts(
                    new Dictionary<string, nn.Module>
                    {
                        ["generator"] = Generator, ["critic"] = Critic, ["average"] = Average,
                    },
                    new Dictionary<string, OptimizerHelper> { ["move"] = _move, ["judge"] = _judge }));
        }

        public Sequential Generator { get; }

        public Sequential Average { get; }

        public Sequential Critic { get; }

        public Trainer Trainer { get; }

        public void Run(string checkpoint) => Trainer.Run(Step, checkpoint);

        public void Dispose()
        {
            foreach (IDisposable part in new IDisposable[] { _move, _judge, Generator, Average, Critic })
                part.Dispose();
        }

        private static Sequential Net(long inputs, long outputs) =>
            nn.Sequential(nn.Linear(inputs, 16), nn.LeakyReLU(0.2), nn.Linear(16, outputs));

        private void Step(TrainingBatch batch)
        {
            for (int i = 0; i < 2; i++)
            {
                _judge.zero_grad();
                Tensor real = Draw.Gaussian(batch.Random, [8, 3], ScalarType.Float32) * 0.1f + 2;
                Tensor fake = Generator.call(Draw.Gaussian(batch.Random, [8, 2], ScalarType.Float32)).detach();
                Tensor mix = Uniform(batch.Random, 8);
                Tensor between = (mix * real + (1 - mix) * fake).requires_grad_();
                Tensor score = Critic.call(between);
                Tensor slope = autograd.grad([score], [between], [ones_like(score)], true, true)[0];
                Tensor penalty = (slope.pow(2).sum(1).add(1e-12).sqrt() - 1).pow(2).mean();
                Tensor gap = Critic.call(fake).mean() - Critic.call(real).mean();
                (gap + 10 * penalty).backward();
                _judge.step();
                batch.Report("gap", gap.item<float>());
            }
            _move.zero_grad();
            (-Critic.call(Generator.call(Draw.Gaussian(batch.Random, [8, 2], ScalarType.Float32))).mean()).backward();
            _move.step();
            MovingAverage.Update(Average, Generator, 0.9);
        }

        private static Tensor Uniform(RandomStream random, int count)
        {
            double[] values = new double[count];
            random.FillUniform(values, 0, 1);
            return tensor(values, [count, 1], ScalarType.Float32);
        }
    }
}
