using System.Globalization;
using Hinge.Flight.Networks;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Export;

/// <summary>
/// What training leaves: a network inputs-64-64-4 with fast_tanh on all layers that turns what the actor sees
/// (<see cref="ObservationLayout"/>) into the actions of four rotors (specification §4.1, §9). It does not change.
/// </summary>
public sealed class Policy
{
    /// <summary>The name of a drone or task that a file does not tell.</summary>
    public const string Unknown = "unknown";

    private const int Actions = Dynamics.Drone.RotorCount;

    private readonly float[] _weights;

    /// <summary>Takes a copy of a network's weights.</summary>
    /// <param name="weights">In the order of <see cref="MlpLayout"/>.</param>
    /// <param name="history">Past actions in an observation.</param>
    /// <param name="drone">Name of the drone that it was trained on.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="step">Time between actions in training, in s.</param>
    /// <exception cref="PolicyFormatException">A weight is NaN or infinite, or history or step are out of range.
    /// </exception>
    /// <exception cref="ArgumentException">Another number of weights than the history gives.</exception>
    internal Policy(ReadOnlySpan<float> weights, int history, string drone, string task, double step)
    {
        if (history is < 0 or > HoverTask.LongestHistory)
            throw new PolicyFormatException($"history: {history} is not in [0, {HoverTask.LongestHistory}]");
        if (!(step is >= 1e-4 and <= 0.1))
            throw new PolicyFormatException(
                $"dt: {step.ToString("G6", CultureInfo.InvariantCulture)} is not in [0.0001, 0.1]");
        Layout = new(ObservationLayout.Actor(history), Actions);
        if (weights.Length != Layout.Count)
            throw new ArgumentException($"{weights.Length} weights; history {history} takes {Layout.Count}");
        _weights = weights.ToArray();
        // The padding behind the output biases is no part of a policy.
        Array.Clear(_weights, Layout.Bias3 + Actions, MlpLayout.Padding - Actions);
        for (int i = 0; i < _weights.Length; i++)
        {
            if (!float.IsFinite(_weights[i]))
                throw new PolicyFormatException(
                    $"weight {i} is {_weights[i].ToString(CultureInfo.InvariantCulture)}; expected a finite number");
        }
        (History, Drone, Task, Step) = (history, drone, task, step);
        TestVector = PolicyTestVector.Of(this);
    }

    /// <summary>Past actions in an observation, H.</summary>
    public int History { get; }

    /// <summary>Length of an observation, 18 + 4 H.</summary>
    public int Inputs => Layout.Inputs;

    /// <summary>Name of the drone that it was trained on.</summary>
    public string Drone { get; }

    /// <summary>Name of the task that it was trained for.</summary>
    public string Task { get; }

    /// <summary>Time between actions in training, in s.</summary>
    public double Step { get; }

    /// <summary>Noise on the observations in training.</summary>
    public ObservationNoise Noise { get; init; } = new();

    /// <summary>An observation, the same for all policies of a history, and this policy's action.</summary>
    public PolicyTestVector TestVector { get; }

    /// <summary>Where the weights lie.</summary>
    internal MlpLayout Layout { get; }

    /// <summary>The weights, in the order of <see cref="Layout"/>; zeros in the padding.</summary>
    internal ReadOnlySpan<float> Weights => _weights;

    /// <summary>What the rotors are to do; allocates nothing.</summary>
    /// <param name="observation"><see cref="Inputs"/> numbers.</param>
    /// <param name="action">Receives four numbers in [-1, 1], in the order of the drone's rotors.</param>
    /// <exception cref="ArgumentException">Another length, or too little room.</exception>
    public void Act(ReadOnlySpan<float> observation, Span<float> action)
    {
        if (observation.Length != Inputs || action.Length < Actions)
            throw new ArgumentException(
                $"{observation.Length} and {action.Length} numbers; expected {Inputs} and {Actions}");
        Span<float> hidden = stackalloc float[2 * MlpLayout.Hidden];
        ScalarMlp.Forward<float>(Layout, _weights, tanhOutput: true, observation, hidden, action);
    }
}
