using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Scattering.Learning;
using Hinge.Scattering.Networks;
using Hinge.Scattering.Transforms;

namespace Hinge.Cli.Scattering.Classification;

/// <summary>
/// Features of samples, computed in stretches that are kept as npy under a name made of the network and the samples
/// themselves: work that was interrupted goes on where it stopped, and is never taken for that of other samples.
/// </summary>
/// <param name="context">The command.</param>
/// <param name="folder">Where stretches are kept; null not to keep them.</param>
/// <param name="threads">Threads.</param>
internal sealed class FeatureCache(CommandContext context, string? folder, int threads)
{
    private const int Stretch = 1000;

    /// <summary>Stretches that were there already.</summary>
    public int Found { get; private set; }

    /// <summary>The features of samples, a row each.</summary>
    /// <param name="network">The network.</param>
    /// <param name="recipe">What tells the network from any other.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="stage">What to call the work.</param>
    /// <param name="columns">The features to keep; null for all.</param>
    /// <exception cref="InputException">The features are more than memory can hold, or cannot be kept.</exception>
    public FeatureMatrix Of(
        Network network, string recipe, LabelledSignals samples, string stage, int[]? columns = null)
    {
        ScatteringTransform transform = new(network, new() { Threads = threads });
        int whole = transform.FeatureLength * samples.Channels, kept = columns?.Length ?? whole;
        if ((long)samples.Count * kept > Array.MaxLength)
            throw new InputException(
                $"{samples.Count} samples of {kept} features; expected fewer: choose some with --n");
        float[] features = new float[samples.Count * kept];
        float[] buffer = new float[Stretch * whole];
        if (folder is not null)
            Directory.CreateDirectory(folder);
        for (int first = 0; first < samples.Count; first += Stretch)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(Stretch, samples.Count - first);
            ReadOnlySpan<float> signals = samples.Values.AsSpan(first * samples.Each, count * samples.Each);
            Span<float> to = buffer.AsSpan(0, count * whole);
            string? path = folder is null ? null : Path.Combine(folder, NameOf(recipe, signals));
            if (path is null || !TryRead(path, to))
            {
                transform.Transform(signals, count * samples.Channels, to);
                if (to.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
                    throw new InputException($"{samples.Name}: the features of samples {first} … are not finite");
                if (path is not null)
                    NpyFile.Write(path, NdArray.From<float>(to, count, whole));
            }
            Keep(to, columns, whole, features.AsSpan(first * kept, count * kept));
            context.Progress.Report(new(stage, first + count, samples.Count));
        }
        return new(features, samples.Count, kept);
    }

    private static void Keep(ReadOnlySpan<float> from, int[]? columns, int whole, Span<float> to)
    {
        if (columns is null)
        {
            from.CopyTo(to);
            return;
        }
        for (int i = 0; i < to.Length; i++)
            to[i] = from[(i / columns.Length * whole) + columns[i % columns.Length]];
    }

    private static string NameOf(string recipe, ReadOnlySpan<float> signals)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes("1\n" + recipe + "\n"));
        hash.AppendData(MemoryMarshal.AsBytes(signals));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16)) + ".npy";
    }

    private bool TryRead(string path, Span<float> to)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            NdArray array = NpyFile.Read(path);
            if (array.Type != ElementType.Float32 || array.Length != to.Length)
                return false;
            array.Values<float>().CopyTo(to);
            Found++;
            return true;
        }
        catch (InputException)
        {
            return false;   // damaged: computed again
        }
    }
}
