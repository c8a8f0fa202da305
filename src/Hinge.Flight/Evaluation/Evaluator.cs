using System.Collections.Concurrent;
using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Evaluation;

/// <summary>Flies a policy through many episodes of the hover task and measures (specification §5.1).</summary>
public static class Evaluator
{
    /// <summary>The most episodes.</summary>
    public const int MostEpisodes = 1_000_000;

    /// <summary>
    /// Flies episodes with noise and disturbance as the task has them, the policy's action as it is. The result depends
    /// on neither the number of threads nor the instructions' width beyond rounding.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="drone">The drone; another than the policy's is allowed.</param>
    /// <param name="task">The task, whose history must be the policy's.</param>
    /// <param name="episodes">How many, 1 to <see cref="MostEpisodes"/>.</param>
    /// <param name="seed">Of starts, disturbances and noise; episode i is the same in runs of any length.</param>
    /// <param name="threads">How many, 1 or more.</param>
    /// <param name="cancellation">Stops between two chunks.</param>
    /// <exception cref="PolicyFormatException">The policy's history or step is not the task's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Too few or too many episodes or threads.</exception>
    public static PolicyEvaluation Run(
        Policy policy,
        Drone drone,
        HoverTask task,
        int episodes = 1000,
        ulong seed = 1,
        int threads = 1,
        CancellationToken cancellation = default) =>
        Run(policy, drone, task, episodes, new RandomStream(seed).Split("episodes"), threads, [], cancellation);

    /// <summary>The same for many policies, whose flights take place in the same memory.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="drone">The drone.</param>
    /// <param name="task">The task.</param>
    /// <param name="episodes">How many.</param>
    /// <param name="root">The stream of the starts, disturbances and noise.</param>
    /// <param name="threads">How many.</param>
    /// <param name="rooms">Those of earlier calls with this drone and task; made where they do not suffice, and
    /// given back.</param>
    /// <param name="cancellation">Stops between two chunks.</param>
    internal static PolicyEvaluation Run(
        Policy policy,
        Drone drone,
        HoverTask task,
        int episodes,
        RandomStream root,
        int threads,
        ConcurrentBag<EpisodeChunk> rooms,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentOutOfRangeException.ThrowIfLessThan(episodes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(episodes, MostEpisodes);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (policy.History != task.History)
        {
            throw new PolicyFormatException(
                $"the policy sees {policy.History} past actions and the task gives {task.History}");
        }
        if (policy.Step != task.Step)
            throw new PolicyFormatException($"the policy acts every {policy.Step} s and the task every {task.Step} s");
        EpisodeMetrics[] results = new EpisodeMetrics[episodes];
        int chunks = (episodes + EpisodeChunk.Most - 1) / EpisodeChunk.Most;
        if (threads == 1 || chunks == 1)
        {
            EpisodeChunk chunk = Room();
            for (int i = 0; i < chunks; i++)
                Fly(chunk, i);
            rooms.Add(chunk);
        }
        else
        {
            ParallelOptions options = new()
            {
                MaxDegreeOfParallelism = threads,
                CancellationToken = cancellation,
            };
            Parallel.For(0, chunks, options, Room, (i, _, chunk) =>
            {
                Fly(chunk, i);
                return chunk;
            }, rooms.Add);
        }
        return new(results, number => EpisodeTrace.Fly(policy, drone, task, root, number));

        EpisodeChunk Room()
        {
            if (!rooms.TryTake(out EpisodeChunk? chunk))
                chunk = new(drone, task);
            chunk.Take(policy, root);
            return chunk;
        }

        void Fly(EpisodeChunk chunk, int index)
        {
            cancellation.ThrowIfCancellationRequested();
            int first = index * EpisodeChunk.Most;
            chunk.Fly(first, Math.Min(EpisodeChunk.Most, episodes - first), results);
        }
    }
}
