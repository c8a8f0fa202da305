using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Networks;

namespace Hinge.Flight.Learning;

/// <summary>
/// The file of an interrupted training, little-endian: mark, digest of the settings, step, positions of the random
/// streams, networks, optimisers, candidates, the action of every step, SHA-256 of all before. Everything else (the
/// flights, the rewards, where the curriculum stands) follows from the actions.
/// </summary>
internal static class TrainingState
{
    private const int DigestBytes = 32, MostCandidates = 1 << 20;

    private static ReadOnlySpan<byte> Mark => "HINGEFLY2\n"u8;

    public static void Write(Td3Trainer trainer, Stream stream)
    {
        using HashingWriter writer = new(stream);
        writer.Bytes(Mark);
        writer.Bytes(Digest(trainer.Settings));
        writer.Number(trainer.Step);
        foreach (RandomStream random in Streams(trainer))
            writer.Number((long)random.Position);
        foreach (Mlp net in Networks(trainer.Learner))
            writer.Floats(net.Weights);
        foreach (Adam adam in Optimisers(trainer.Learner))
        {
            writer.Number(adam.Age);
            writer.Floats(adam.Mean);
            writer.Floats(adam.Square);
        }
        writer.Number(trainer.Candidates.Count);
        foreach (Candidate candidate in trainer.Candidates)
        {
            writer.Number(candidate.Step);
            writer.Number((int)candidate.Kind);
            writer.Doubles(
                [candidate.First.Return, candidate.First.Length, candidate.First.Survival, candidate.First.Settled]);
            writer.Floats(candidate.Policy.Weights);
        }
        for (int i = 0; i < trainer.Step; i++)
            writer.Floats(trainer.Memory.ActionOf(i));
        writer.End();
    }

    public static void Read(Td3Trainer trainer, Stream stream, string source)
    {
        using MemoryStream whole = new();
        stream.CopyTo(whole);
        ReadOnlySpan<byte> bytes = whole.GetBuffer().AsSpan(0, (int)whole.Length);
        if (bytes.Length < Mark.Length + (2 * DigestBytes) || !bytes.StartsWith(Mark))
            throw new InputException($"{source}: this is not the state of a training");
        ReadOnlySpan<byte> content = bytes[..^DigestBytes];
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes[^DigestBytes..]))
            throw new InputException($"{source}: {bytes.Length} bytes whose checksum is wrong: the file is damaged");
        ArrayReader reader = new(content[Mark.Length..], source);
        if (!reader.Bytes(DigestBytes).SequenceEqual(Digest(trainer.Settings)))
            throw new InputException($"{source}: the state of a training with other settings");
        int step = (int)reader.Number(0, trainer.Settings.Steps);
        ulong[] positions = [.. Streams(trainer).Select(_ => 0UL)];
        for (int i = 0; i < positions.Length; i++)
            positions[i] = (ulong)reader.Number(0, long.MaxValue);
        foreach (Mlp net in Networks(trainer.Learner))
        {
            reader.Floats(net.Weights);
            net.Turn();
        }
        foreach (Adam adam in Optimisers(trainer.Learner))
        {
            adam.Continue((int)reader.Number(0, int.MaxValue));
            reader.Floats(adam.Mean);
            reader.Floats(adam.Square);
        }
        int count = (int)reader.Number(0, MostCandidates);
        for (int i = 0; i < count; i++)
            trainer.Restore(ReadCandidate(ref reader, trainer));
        float[] action = new float[Drone.RotorCount];
        for (int i = 0; i < step; i++)
        {
            reader.Floats(action);
            trainer.Repeat(action);
        }
        int place = 0;
        foreach (RandomStream random in Streams(trainer))
            random.Position = positions[place++];
    }

    private static Candidate ReadCandidate(ref ArrayReader reader, Td3Trainer trainer)
    {
        int step = (int)reader.Number(0, trainer.Settings.Steps);
        CandidateKind kind = (CandidateKind)reader.Number(0, (int)CandidateKind.Average);
        Span<double> score = stackalloc double[4];
        reader.Doubles(score);
        float[] weights = new float[trainer.Learner.Actor.Layout.Count];
        reader.Floats(weights);
        return new(step, kind, trainer.PolicyOf(weights), new(score[0], score[1], score[2], score[3]));
    }

    // Threads and the test do not change what is learned.
    private static byte[] Digest(FlightSettings settings) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n',
        settings.Drone.ToJson(),
        settings.Task.ToJson(),
        settings.Recipe.ToString(),
        settings.Seed,
        settings.Steps,
        (int)settings.Ablations)));

    private static IEnumerable<RandomStream> Streams(Td3Trainer trainer) =>
        [trainer.Exploration, .. trainer.Learner.Streams];

    private static Mlp[] Networks(Td3Learner learner) =>
        [learner.Actor, learner.ActorTarget, learner.ActorAverage, .. learner.Critics, .. learner.CriticTargets];

    private static Adam[] Optimisers(Td3Learner learner) => [learner.ActorAdam, .. learner.CriticAdams];

    // A part at a time: the whole would be eight megabytes that are needed for a moment.
    private sealed class HashingWriter(Stream stream) : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] _part = new byte[1 << 15];
        private int _filled;

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            while (bytes.Length > 0)
            {
                int count = Math.Min(bytes.Length, _part.Length - _filled);
                bytes[..count].CopyTo(_part.AsSpan(_filled));
                _filled += count;
                bytes = bytes[count..];
                if (_filled == _part.Length)
                    Flush();
            }
        }

        public void Number(long value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            Bytes(bytes);
        }

        public void Floats(ReadOnlySpan<float> values) => Bytes(MemoryMarshal.AsBytes(values));

        public void Doubles(ReadOnlySpan<double> values) => Bytes(MemoryMarshal.AsBytes(values));

        /// <summary>Writes the checksum of all before.</summary>
        public void End()
        {
            Flush();
            stream.Write(_hash.GetHashAndReset());
        }

        public void Dispose() => _hash.Dispose();

        private void Flush()
        {
            ReadOnlySpan<byte> filled = _part.AsSpan(0, _filled);
            stream.Write(filled);
            _hash.AppendData(filled);
            _filled = 0;
        }
    }

    private ref struct ArrayReader(ReadOnlySpan<byte> left, string source)
    {
        private ReadOnlySpan<byte> _left = left;

        public ReadOnlySpan<byte> Bytes(int count)
        {
            if (count > _left.Length)
                throw new InputException($"{source}: the file ends {count - _left.Length} bytes early");
            ReadOnlySpan<byte> bytes = _left[..count];
            _left = _left[count..];
            return bytes;
        }

        public long Number(long least, long most)
        {
            long value = BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));
            return value >= least && value <= most
                ? value
                : throw new InputException($"{source}: {value} where a number in [{least}, {most}] is expected");
        }

        public void Floats(scoped Span<float> values) =>
            Bytes(values.Length * sizeof(float)).CopyTo(MemoryMarshal.AsBytes(values));

        public void Doubles(scoped Span<double> values) =>
            Bytes(values.Length * sizeof(double)).CopyTo(MemoryMarshal.AsBytes(values));
    }
}
