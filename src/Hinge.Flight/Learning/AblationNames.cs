using Hinge.Core;

namespace Hinge.Flight.Learning;

/// <summary>What the ablations are called.</summary>
public static class AblationNames
{
    private static readonly (string Name, Ablations Value)[] s_all =
    [
        ("history", Ablations.History), ("asymmetric", Ablations.Asymmetric), ("rotor-delay", Ablations.RotorDelay),
        ("disturbance", Ablations.Disturbance), ("observation-noise", Ablations.ObservationNoise),
        ("curriculum", Ablations.Curriculum), ("recompute", Ablations.Recompute),
        ("noise-decay", Ablations.NoiseDecay), ("target-reward", Ablations.TargetReward),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [.. s_all.Select(each => each.Name)];

    /// <summary>The names of some ablations, in the order of <see cref="All"/>.</summary>
    /// <param name="ablations">Any of them.</param>
    public static IReadOnlyList<string> Of(Ablations ablations) =>
        [.. s_all.Where(each => (ablations & each.Value) != 0).Select(each => each.Name)];

    /// <summary>The ablations of some names.</summary>
    /// <param name="names">Any of <see cref="All"/>.</param>
    /// <exception cref="InputException">A name is not known.</exception>
    public static Ablations Parse(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Ablations ablations = Ablations.None;
        foreach (string name in names)
        {
            int place = Array.FindIndex(s_all, each => each.Name == name);
            if (place < 0)
                throw new InputException($"ablation '{name}' is not known; expected some of {string.Join(", ", All)}");
            ablations |= s_all[place].Value;
        }
        return ablations;
    }
}
