using System.Globalization;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Networks;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Export;

/// <summary>
/// The order of weights in files (specification §9): six arrays, row-major, one row an output neuron. In memory most
/// of them lie by input (<see cref="MlpLayout"/>).
/// </summary>
internal static class PolicyRows
{
    /// <summary>Numbers of a policy without history.</summary>
    public const int Fixed = (MlpLayout.Hidden * (ObservationLayout.Body + 1))
        + (MlpLayout.Hidden * (MlpLayout.Hidden + 1)) + (Drone.RotorCount * (MlpLayout.Hidden + 1));

    /// <summary>Numbers more for each past action.</summary>
    public const int PerAction = MlpLayout.Hidden * Drone.RotorCount;

    // Weights and bias of each layer in turn.
    private static readonly string[] s_names = ["W1", "b1", "W2", "b2", "W3", "b3"];

    /// <summary>Numbers of a policy of this history: 5636 + 256 H.</summary>
    public static long Count(long history) => Fixed + (PerAction * history);

    /// <summary>The arrays with their extents; a bias has one column.</summary>
    public static IReadOnlyList<(string Name, int Start, int Rows, int Columns)> Parts(int inputs)
    {
        (int Rows, int Columns)[] shapes =
        [
            (MlpLayout.Hidden, inputs), (MlpLayout.Hidden, 1), (MlpLayout.Hidden, MlpLayout.Hidden),
            (MlpLayout.Hidden, 1), (Drone.RotorCount, MlpLayout.Hidden), (Drone.RotorCount, 1),
        ];
        int start = 0;
        List<(string, int, int, int)> parts = [];
        foreach (((int rows, int columns), string name) in shapes.Zip(s_names))
        {
            parts.Add((name, start, rows, columns));
            start += rows * columns;
        }
        return parts;
    }

    /// <summary>A policy's weights in the order of files.</summary>
    public static float[] Of(Policy policy)
    {
        float[] rows = new float[Count(policy.History)];
        int[] places = Places(policy.Layout);
        for (int i = 0; i < rows.Length; i++)
            rows[i] = policy.Weights[places[i]];
        return rows;
    }

    /// <summary>The policy of a file.</summary>
    /// <param name="rows">Weights in the order of files, as many as the card's history asks for.</param>
    /// <param name="card">What else the file says.</param>
    /// <param name="source">The file, for messages.</param>
    /// <exception cref="PolicyFormatException">A weight is NaN or infinite, or the card's test vector does not fit.
    /// </exception>
    public static Policy ToPolicy(ReadOnlySpan<float> rows, PolicyCard card, string source)
    {
        MlpLayout layout = new(ObservationLayout.Actor(card.History), Drone.RotorCount);
        float[] weights = new float[layout.Count];
        int[] places = Places(layout);
        for (int i = 0; i < rows.Length; i++)
        {
            if (!float.IsFinite(rows[i]))
                throw new PolicyFormatException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source}: {Place(layout.Inputs, i)} is {rows[i]}; expected a finite number"));
            weights[places[i]] = rows[i];
        }
        Policy policy = new(weights, card.History, card.Drone, card.Task, card.Step) { Noise = card.Noise };
        card.CheckTest(policy, source);
        return policy;
    }

    // For each number of a file, where it lies in memory.
    private static int[] Places(MlpLayout layout)
    {
        const int hidden = MlpLayout.Hidden;
        List<int> places = new(layout.Count);
        for (int j = 0; j < hidden; j++)
            places.AddRange(Enumerable.Range(0, layout.Inputs).Select(i => (i * hidden) + j));
        places.AddRange(Enumerable.Range(layout.Bias1, hidden));
        for (int j = 0; j < hidden; j++)
            places.AddRange(Enumerable.Range(0, hidden).Select(i => layout.Weights2 + (i * hidden) + j));
        places.AddRange(Enumerable.Range(layout.Bias2, hidden));
        places.AddRange(Enumerable.Range(layout.Weights3, layout.Outputs * hidden));
        places.AddRange(Enumerable.Range(layout.Bias3, layout.Outputs));
        return [.. places];
    }

    private static string Place(int inputs, int index)
    {
        (string name, int start, _, int columns) = Parts(inputs).Last(part => part.Start <= index);
        int offset = index - start;
        return columns == 1 ? $"{name}[{offset}]" : $"{name}[{offset / columns}][{offset % columns}]";
    }
}
