using System.Globalization;
using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Testing.Laws;
using Hinge.Torch.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Training;

/// <summary>Network, optimiser, data and log of one run.</summary>
internal sealed class Rig : IDisposable
{
    public static readonly TrainingSettings Usual = new()
    {
        Steps = 12,
        BatchSize = 6,
        Examples = 20,
        Seed = 5,
        Schedule = LearningRateSchedule.Cosine(length: 12, warmUp: 3, floor: 0.1),
        MaxGradientNorm = 1,
        LogEvery = 1,
        CheckpointEvery = 4,
    };

    private readonly OptimizerHelper _optimiser;
    private readonly Tensor _pictures = Draw.Gaussian(new RandomStream(3), [20, 1, 8, 8], ScalarType.Float32);
    private readonly Tensor _classes = tensor([.. Enumerable.Range(0, 20).Select(i => i % 3L)]);
    private long _poisonedStep = -1;

    public Rig(string optimiser, TrainingSettings? settings = null, ulong weights = 1, int classes = 3)
    {
        Settings = settings ?? Usual;
        Net = new SmallNet(weights, classes);
        IEnumerable<Parameter> all = Net.parameters();
        _optimiser = optimiser switch
        {
            "adam" => optim.Adam(all, lr: 0.01, weight_decay: 1e-4),
            "adam-groups" => optim.Adam(
            [
                new Adam.ParamGroup(all.Except(Net.Head.parameters()), lr: 0.01),
                new Adam.ParamGroup(Net.Head.parameters(), lr: 0.1, amsgrad: true),
            ]),
            "adamw" => optim.AdamW(all, lr: 0.01),
            "sgd" => optim.SGD(all, 0.05, momentum: 0.9, weight_decay: 4e-5),
            "nesterov" => optim.SGD(all, 0.05, momentum: 0.9, nesterov: true),
            "rmsprop" => optim.RMSProp(all, 0.003, momentum: 0.9, centered: true),
            "nadam" => optim.NAdam(all, 0.01),
            _ => optim.Adagrad(all, 0.01),
        };
        Trainer = new Trainer(Settings, TrainedParts.Of(Net, _optimiser));
        Step = GradientStep.Minimise(Settings, Net, _optimiser, Loss);
    }

    public TrainingSettings Settings { get; }

    public SmallNet Net { get; }

    public Trainer Trainer { get; }

    public Action<TrainingBatch> Step { get; }

    public List<string> Log { get; } = [];

    public List<double> Losses { get; } = [];

    public RunFailedException? Failure { get; private set; }

    public void Run(string? checkpoint, Action<long>? after = null, CancellationTokenSource? cancel = null) =>
        Trainer.Run(Step, checkpoint, metrics: (step, values) =>
        {
            Losses.Add(values[0].Value);
            Log.Add(string.Create(CultureInfo.InvariantCulture, $"{step} {string.Join(' ', values)}"));
            after?.Invoke(step);
        }, cancellation: cancel?.Token ?? default);

    public void Run(string checkpoint, long poisonedStep)
    {
        _poisonedStep = poisonedStep;
        Failure = Assert.Throws<RunFailedException>(() => Run(checkpoint));
    }

    public void Dispose()
    {
        _optimiser.Dispose();
        Net.Dispose();
        _pictures.Dispose();
        _classes.Dispose();
    }

    private Tensor Loss(TrainingBatch batch)
    {
        Tensor indices = tensor([.. batch.Indices.Select(index => (long)index)]);
        Tensor noise = Draw.Gaussian(batch.Random, [batch.Indices.Length, 1, 8, 8], ScalarType.Float32);
        Tensor scores = Net.call(_pictures[indices] + 0.05 * noise), wanted = _classes[indices];
        batch.Report("accuracy", scores.argmax(1).eq(wanted).to_type(ScalarType.Float64).mean().item<double>());
        Tensor loss = nn.functional.cross_entropy(scores, wanted);
        return batch.Step == _poisonedStep ? loss * double.NaN : loss;
    }
}
