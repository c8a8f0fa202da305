using System.Runtime.Intrinsics;
using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Networks;
using Hinge.Flight.Simulation;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Learning;

/// <summary>
/// The six networks of TD3 with an asymmetric critic, and their updates (specification §4.1, §8). Work is divided
/// between two threads by networks, by rows of the batch and by rows of a gradient, never over a summed index, so the
/// number of threads changes no bit.
/// </summary>
/// <remarks>S. Fujimoto, H. van Hoof, D. Meger, "Addressing Function Approximation Error in Actor-Critic Methods",
/// 2018.</remarks>
internal sealed unsafe class Td3Learner : IDisposable
{
    private const int Rotors = Drone.RotorCount;

    // A batch is worked off in parts: eleven tiles, whose hidden layers stay in the first caches.
    private const int PartRows = 66;

    // A thousand updates of the actor are 20,000 steps.
    private const float AverageShare = 0.001f;

    private readonly Recipe _recipe;
    private readonly CriticLayout _layout;
    private readonly ReplayMemory _memory;
    private readonly ThreadPair _pair;
    private readonly ReplayBatch[] _batches;
    private readonly AlignedRows[] _noise, _targets, _values, _slopes;
    private readonly AlignedRows _actorSlope;
    private readonly Action<int> _targetHalf, _sharedCritic, _ownCritic, _actorRows, _actorGradient;
    private readonly int _rows;

    /// <summary>Draws the networks.</summary>
    /// <param name="settings">The training's.</param>
    /// <param name="memory">What is learned from.</param>
    /// <param name="root">The training's stream.</param>
    public Td3Learner(FlightSettings settings, ReplayMemory memory, RandomStream root)
    {
        _recipe = settings.Recipe;
        _memory = memory;
        _layout = new(settings);
        _rows = _recipe.Batch;
        int actorInputs = ObservationLayout.Actor(settings.History), criticInputs = _layout.Inputs;
        RandomStream weights = root.Split("weights");

        Actor = Draw(actorInputs, Rotors, tanh: true, _rows, weights.Split("actor"));
        ActorTarget = Copy(Actor, tanh: true, 2 * PartRows);
        ActorAverage = Copy(Actor, tanh: true, 1);
        Critics = [.. Enumerable.Range(0, 2).Select(
            i => Draw(criticInputs, 1, tanh: false, 2 * PartRows, weights.Split("critic").Split((ulong)i)))];
        CriticTargets = [.. Critics.Select(critic => Copy(critic, tanh: false, 2 * PartRows))];
        ActorAdam = new(Actor.Layout);
        CriticAdams = [.. Critics.Select(critic => new Adam(critic.Layout))];
        _batches = [new(_rows, 2 * PartRows, actorInputs, criticInputs), new(_rows, 2 * PartRows, actorInputs, criticInputs)];
        _noise = Rooms(Rotors);
        _targets = Rooms(1);
        _values = Rooms(2);
        _slopes = Rooms(1);
        _actorSlope = new(_rows * Rotors);
        Streams = [root.Split("batch 0"), root.Split("batch 1"), root.Split("actor batch")];
        _pair = new(settings.Threads);
        (_targetHalf, _sharedCritic, _ownCritic) = (TargetHalf, SharedCritic, OwnCritic);
        (_actorRows, _actorGradient) = (ActorRows, ActorGradient);
    }

    /// <summary>The actor.</summary>
    public Mlp Actor { get; }

    /// <summary>It follows the actor slowly.</summary>
    public Mlp ActorTarget { get; }

    /// <summary>It follows the actor more slowly still, and nothing is learnt from it: a steadier candidate.</summary>
    public Mlp ActorAverage { get; }

    /// <summary>Both critics.</summary>
    public Mlp[] Critics { get; }

    /// <summary>They follow the critics slowly.</summary>
    public Mlp[] CriticTargets { get; }

    /// <summary>The actor's optimiser.</summary>
    public Adam ActorAdam { get; }

    /// <summary>The critics' optimisers.</summary>
    public Adam[] CriticAdams { get; }

    /// <summary>The streams of batches and target noise: of critic 0 (or both critics), critic 1, and the actor.
    /// </summary>
    public RandomStream[] Streams { get; }

    /// <summary>Mean square error of both critics in the last update.</summary>
    public double CriticLoss { get; private set; }

    /// <summary>Mean value that the first critic gave its batch in the last update.</summary>
    public double MeanValue { get; private set; }

    /// <summary>Share of the recipe's target noise in force.</summary>
    public float NoiseShare { get; set; } = 1;

    /// <summary>One update of the critics and their targets, and of the actor and its target where it is due.</summary>
    /// <param name="withActor">Whether the actor learns too.</param>
    public void Update(bool withActor)
    {
        if (_recipe.SharedBatch)
        {
            Prepare(0);
            _pair.Run(_targetHalf);
            _pair.Run(_sharedCritic);
        }
        else
        {
            Prepare(0);
            Prepare(1);
            _pair.Run(_ownCritic);
        }
        if (withActor)
        {
            _memory.Draw(_batches[0], Streams[2]);
            _pair.Run(_actorRows);
            _pair.Run(_actorGradient);
            ActorAdam.Update(Actor.Weights, Actor.Gradient);
            Actor.Turn();
            Polyak.Update(ActorTarget.Weights, Actor.Weights);
            Polyak.Update(ActorAverage.Weights, Actor.Weights, AverageShare);
        }

        // The targets move when the actor has seen the critics: they play no part in its update.
        for (int i = 0; i < Critics.Length; i++)
            Polyak.Update(CriticTargets[i].Weights, Critics[i].Weights);
    }

    /// <summary>Sums up the last update: loss and mean value.</summary>
    /// <exception cref="RunFailedException">A loss or a weight is not a number, at the given step.</exception>
    public void Inspect(int step)
    {
        double loss = 0, value = 0;
        for (int i = 0; i < Critics.Length; i++)
        {
            float* y = _targets[_recipe.SharedBatch ? 0 : i].Pointer;
            for (int row = 0; row < _rows; row++)
            {
                double q = _slopes[i].Pointer[row] * _rows / 2;
                loss += q * q / (_rows * Critics.Length);
                if (i == 0)
                    value += (q + y[row]) / _rows;
            }
        }
        (CriticLoss, MeanValue) = (loss, value);
        (string Name, Mlp Net)[] networks =
        [
            ("critic 1", Critics[0]), ("critic 2", Critics[1]), ("actor", Actor), ("target actor", ActorTarget),
        ];
        foreach ((string name, Mlp net) in networks)
        {
            foreach (float weight in net.Weights)
            {
                if (!float.IsFinite(weight))
                    throw new RunFailedException($"training diverged at step {step}: a weight of the {name} is {weight}");
            }
        }
        if (!double.IsFinite(loss))
            throw new RunFailedException($"training diverged at step {step}: the loss of the critics is {loss}");
    }

    /// <inheritdoc/>
    public void Dispose() => _pair.Dispose();

    private void Prepare(int index)
    {
        _memory.Draw(_batches[index], Streams[index]);
        Streams[index].FillGaussian(_noise[index].Span);
    }

    private void TargetHalf(int half)
    {
        int rows = _rows / 2;
        Target(0, half * rows, half == 0 ? rows : _rows - rows, half);
    }

    private void SharedCritic(int index) => Learn(index, _batches[0], _targets[0].Pointer);

    private void OwnCritic(int index)
    {
        Target(index, 0, _rows, index);
        Learn(index, _batches[index], _targets[index].Pointer);
    }

    private void Target(int index, int first, int rows, int thread)
    {
        for (int done = 0; done < rows; done += PartRows)
            TargetPart(index, first + done, Math.Min(PartRows, rows - done), thread * PartRows);
    }

    // y = r + γ min Q'(s', π'(s') + noise), for some rows; what comes next and the hidden layers lie from row `at` on.
    private void TargetPart(int index, int first, int rows, int at)
    {
        ReplayBatch batch = _batches[index];
        _memory.GatherForCritics(batch, first, rows, at, _layout);
        float* critic = batch.NextCritic + (at * batch.CriticInputs);
        float* action = critic + batch.ActionAt;
        ActorTarget.Forward(
            at, rows, batch.NextActor + (at * batch.ActorInputs), batch.ActorInputs, action, batch.CriticInputs);
        float* noise = _noise[index].Pointer + (first * Rotors);
        float scale = _recipe.TargetNoise * NoiseShare, bound = _recipe.TargetNoiseBound;
        for (int row = 0; row < rows; row++, action += batch.CriticInputs, noise += Rotors)
        {
            Vector128<float> disturbed =
                Vector128.Load(action) + Bounded(scale * Vector128.Load(noise), Vector128.Create(bound));
            Bounded(disturbed, Vector128<float>.One).Store(action);
        }
        float* values = _values[index].Pointer, others = values + _recipe.Batch;
        CriticTargets[0].Forward(at, rows, critic, batch.CriticInputs, values + first, 1);
        CriticTargets[1].Forward(at, rows, critic, batch.CriticInputs, others + first, 1);
        for (int row = first; row < first + rows; row++)
        {
            float next = batch.Terminated[row] ? 0 : _recipe.Discount * MathF.Min(values[row], others[row]);
            _targets[index].Pointer[row] = batch.Rewards[row] + next;
        }
    }

    // Forward, back and the gradients for some rows before the next ones: all that takes stays in the near caches.
    private void Learn(int index, ReplayBatch batch, float* targets)
    {
        Mlp critic = Critics[index];
        for (int done = 0; done < _rows; done += PartRows)
        {
            int rows = Math.Min(PartRows, _rows - done);
            float* seen = batch.Critic + (done * batch.CriticInputs), slope = _slopes[index].Pointer + done;
            critic.Forward(0, rows, seen, batch.CriticInputs, slope, 1);
            for (int row = 0; row < rows; row++)
                slope[row] = 2f / _rows * (slope[row] - targets[done + row]);
            critic.Backward(0, rows, slope);
            critic.GradientByInputs(rows, seen, batch.CriticInputs, 0, batch.CriticInputs, more: done > 0);
            critic.GradientBehindInputs(rows, slope, more: done > 0);
        }
        CriticAdams[index].Update(critic.Weights, critic.Gradient);
        critic.Turn();
    }

    private void ActorRows(int half)
    {
        int first = half * (_rows / 2), rows = half == 0 ? _rows / 2 : _rows - (_rows / 2);
        for (int done = 0; done < rows; done += PartRows)
            ActorPart(first + done, Math.Min(PartRows, rows - done), half * PartRows);
    }

    // The gradient of -mean Q1(s, π(s)), for some rows; the critic keeps its hidden layers from row `at` on.
    private void ActorPart(int first, int rows, int at)
    {
        ReplayBatch batch = _batches[0];
        _memory.GatherForActor(batch, first, rows, _layout);
        float* critic = batch.Critic + (first * batch.CriticInputs), action = critic + batch.ActionAt;
        Actor.Forward(
            first, rows, batch.Actor + (first * batch.ActorInputs), batch.ActorInputs, action, batch.CriticInputs);
        float* values = _values[0].Pointer + first, slope = _actorSlope.Pointer + (first * Rotors);
        Critics[0].Forward(at, rows, critic, batch.CriticInputs, values, 1);
        for (int row = 0; row < rows; row++)
            values[row] = -1f / _rows;
        Critics[0].Backward(at, rows, values);
        Critics[0].InputGradient(at, rows, batch.ActionAt, Rotors, slope);
        for (int row = 0; row < rows; row++, action += batch.CriticInputs)
        {
            Vector128<float> y = Vector128.Load(action);
            (Vector128.Load(slope + (row * Rotors)) * (Vector128<float>.One - (y * y))).Store(slope + (row * Rotors));
        }
        Actor.Backward(first, rows, slope);
    }

    // The four actions of a drone, or their noise, within ±bound.
    private static Vector128<float> Bounded(Vector128<float> values, Vector128<float> bound) =>
        Vector128.MinNative(bound, Vector128.MaxNative(-bound, values));

    // The first layer has 146 rows of gradient and all the rest 64 and a little: 105 to one thread is about half.
    private void ActorGradient(int half)
    {
        ReplayBatch batch = _batches[0];
        int border = Math.Min(batch.ActorInputs, (batch.ActorInputs + MlpLayout.Hidden + 4) / 12 * 6);
        if (half == 0)
        {
            Actor.GradientByInputs(_rows, batch.Actor, batch.ActorInputs, 0, border);
            return;
        }
        if (border < batch.ActorInputs)
        {
            Actor.GradientByInputs(
                _rows, batch.Actor, batch.ActorInputs, border, batch.ActorInputs - border);
        }
        Actor.GradientBehindInputs(_rows, _actorSlope.Pointer);
    }

    private AlignedRows[] Rooms(int width) => [new(_rows * width), new(_rows * width)];

    private static Mlp Draw(int inputs, int outputs, bool tanh, int rows, RandomStream random)
    {
        Mlp net = new(inputs, outputs, tanh, rows);
        net.Draw(random);
        net.Turn();
        return net;
    }

    private static Mlp Copy(Mlp source, bool tanh, int rows)
    {
        Mlp net = new(source.Layout.Inputs, source.Layout.Outputs, tanh, rows);
        net.Take(source.Weights);
        return net;
    }
}
