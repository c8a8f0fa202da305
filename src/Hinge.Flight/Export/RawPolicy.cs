using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Runs;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Export;

/// <summary>
/// <c>actor.bin</c> (specification §9): little-endian single precision without header or padding, W1, b1, W2, b2, W3,
/// b3, row-major, one row an output neuron; 4·(5636 + 256 H) bytes. What else there is to say stands beside it in
/// <c>actor.json</c>.
/// </summary>
public static class RawPolicy
{
    private const int StandardHistory = 32;

    /// <summary>Writes the file and its sidecar, each whole or not at all.</summary>
    /// <param name="path">The file; the sidecar has the same name with the ending <c>.json</c>.</param>
    /// <param name="policy">The policy.</param>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public static void Write(string path, Policy policy)
    {
        byte[] bytes = ToBytes(policy);
        AtomicFile.WriteAllText(Sidecar(path), PolicyCard.Of(policy).ToJson());
        AtomicFile.WriteAllBytes(path, bytes);
    }

    /// <summary>The bytes of the file.</summary>
    /// <param name="policy">The policy.</param>
    public static byte[] ToBytes(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        float[] rows = PolicyRows.Of(policy);
        byte[] bytes = new byte[sizeof(float) * rows.Length];
        for (int i = 0; i < rows.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), rows[i]);
        return bytes;
    }

    /// <summary>Reads a file, with its sidecar where there is one.</summary>
    /// <param name="path">The file. Without a sidecar drone and task are <c>unknown</c> and the step 0.01 s.</param>
    /// <exception cref="PolicyFormatException">Wrong length, a weight that is not finite, or a sidecar that is none or
    /// belongs to another file.</exception>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public static Policy Read(string path)
    {
        byte[] bytes = InputFile.ReadAllBytes(path);
        string sidecar = Sidecar(path);
        return Parse(bytes, path, File.Exists(sidecar)
            ? PolicyCard.Parse(InputFile.ReadAllBytes(sidecar), sidecar)
            : null);
    }

    /// <summary>Reads the bytes of a file, without a sidecar.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="source">The name that messages begin with.</param>
    /// <exception cref="PolicyFormatException">Wrong length, or a weight that is not finite.</exception>
    public static Policy Parse(ReadOnlySpan<byte> bytes, string source) => Parse(bytes, source, null);

    private static Policy Parse(ReadOnlySpan<byte> bytes, string source, PolicyCard? card)
    {
        int history = HistoryOf(bytes.Length, source, card?.History);
        float[] rows = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(sizeof(float) * i)..]);
        card ??= new(Policy.Unknown, Policy.Unknown, Quadrotor.StandardStep, history, new(), null);
        return PolicyRows.ToPolicy(rows, card, source);
    }

    private static int HistoryOf(int length, string source, int? said)
    {
        long numbers = length / sizeof(float) - PolicyRows.Fixed;
        bool fits = length % sizeof(float) == 0 && numbers >= 0 && numbers % PolicyRows.PerAction == 0;
        long history = numbers / PolicyRows.PerAction;
        if (fits && history > HoverTask.LongestHistory)
            throw new PolicyFormatException(
                $"{source}: {history} past actions; at most {HoverTask.LongestHistory} are read");
        if (fits && (said is null || said == history))
            return (int)history;
        int expected = said ?? StandardHistory;
        StringBuilder text = new($"{source}: ");
        text.Append(CultureInfo.InvariantCulture, $"{length:N0} bytes is not ");
        if (!fits)
            text.Append(CultureInfo.InvariantCulture, $"4·({PolicyRows.Fixed} + {PolicyRows.PerAction} H); expected ");
        text.Append(CultureInfo.InvariantCulture,
            $"{sizeof(float) * PolicyRows.Count(expected):N0} for history {expected}");
        throw new PolicyFormatException(text.ToString());
    }

    private static string Sidecar(string path)
    {
        string sidecar = Path.ChangeExtension(path, ".json");
        return sidecar != path ? sidecar
            : throw new PolicyFormatException($"{path}: the name is that of the sidecar; expected an ending like .bin");
    }
}
