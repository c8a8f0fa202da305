using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hinge.Flight.Export;
using Hinge.Flight.Tasks;
using Hinge.Testing;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hinge.Flight.Tests.Export;

public class PolicyFileTests
{
    // Changes only when a format does; then its description in docs/fly.md changes, too.
    [Theory]
    [InlineData("raw", "170628fae392eb16")]
    [InlineData("json", "414420e7c8e5c98f")]
    [InlineData("safetensors", "d1417dba98dba90f")]
    [InlineData("onnx", "8b79632477163f2c")]
    [InlineData("c", "ba1bfa7ac800c981")]
    [InlineData("h", "c65bbf0c0d7f3dfa")]
    public void The_files_of_a_fixed_policy_do_not_change(string format, string digest)
    {
        Policy policy = SamplePolicies.Draw(history: 1);
        byte[] bytes = format switch
        {
            "raw" => RawPolicy.ToBytes(policy),
            "json" => Encoding.UTF8.GetBytes(JsonPolicy.ToJson(policy)),
            "safetensors" => SafetensorsPolicy.ToBytes(policy),
            "onnx" => OnnxPolicy.ToBytes(policy),
            "c" => Encoding.UTF8.GetBytes(CPolicy.Source(policy)),
            _ => Encoding.UTF8.GetBytes(CPolicy.Header(policy)),
        };
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(HoverTask.LongestHistory)]
    public void Weights_read_back_to_the_same_bits(int history)
    {
        using TemporaryFolder folder = new();
        Policy policy = SamplePolicies.Draw(history, drone: "mine \"ü\"");
        RawPolicy.Write(folder.File("actor.bin"), policy);
        JsonPolicy.Write(folder.File("policy.json"), policy);
        SafetensorsPolicy.Write(folder.File("policy.safetensors"), policy);

        Assert.Equal(4 * (5636 + (256 * history)), new FileInfo(folder.File("actor.bin")).Length);
        AssertSame(policy, RawPolicy.Read(folder.File("actor.bin")));
        AssertSame(policy, JsonPolicy.Read(folder.File("policy.json")));
        AssertSame(policy, SafetensorsPolicy.Read(folder.File("policy.safetensors")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    public void An_independent_reader_of_the_raw_file_acts_alike(int history)
    {
        Policy policy = SamplePolicies.Draw(history);
        byte[] file = RawPolicy.ToBytes(policy);
        float[] action = new float[4];
        foreach (float[] observation in SamplePolicies.Observations(policy, 20))
        {
            policy.Act(observation, action);
            double[] expected = RunRaw(file, observation);
            Assert.All(action.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 2e-6));
        }
    }

    [Fact]
    public void ONNX_Runtime_acts_alike()
    {
        Policy policy = SamplePolicies.Draw(32);
        float[][] observations = SamplePolicies.Observations(policy, 50);
        using SessionOptions options = new() { IntraOpNumThreads = 1 };
        using InferenceSession session = new(OnnxPolicy.ToBytes(policy), options);
        DenseTensor<float> input = new(observations.SelectMany(row => row).ToArray(), [50, policy.Inputs]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results =
            session.Run([NamedOnnxValue.CreateFromTensor("observation", input)], ["action"]);
        Tensor<float> output = results[0].AsTensor<float>();

        Assert.Equal([50, 4], output.Dimensions.ToArray());
        Assert.Contains("\"drone\": \"crazyflie\"", session.ModelMetadata.CustomMetadataMap["policy"],
            StringComparison.Ordinal);
        float[] action = new float[4];
        for (int row = 0; row < observations.Length; row++)
        {
            policy.Act(observations[row], action);
            for (int i = 0; i < 4; i++)
                Assert.Equal(action[i], output[row, i], 1e-6f);
        }
    }

    [Fact]
    public void Acting_allocates_nothing_and_answers_within_bounds()
    {
        Policy policy = SamplePolicies.Draw(32);
        float[] observation = new float[policy.Inputs], action = new float[4];
        Array.Fill(observation, 1e6f);
        policy.Act(observation, action);
        long before = GC.GetAllocatedBytesForCurrentThread();
        policy.Act(observation, action);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.All(action, value => Assert.InRange(value, -1, 1));
        Assert.Throws<ArgumentException>(() => policy.Act(observation.AsSpan(1), action));
    }

    // Fast_tanh three times over rows of numbers, from the description of the format alone.
    private static double[] RunRaw(byte[] file, float[] observation)
    {
        int at = 0;
        double[] values = [.. observation.Select(value => (double)value)];
        foreach (int outputs in new[] { 64, 64, 4 })
        {
            int biases = at + (4 * outputs * values.Length);
            double[] next = new double[outputs];
            for (int j = 0; j < outputs; j++)
            {
                next[j] = BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(biases + (4 * j)));
                for (int i = 0; i < values.Length; i++, at += 4)
                    next[j] += BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(at)) * values[i];
                double x = Math.Min(3, Math.Max(-3, next[j]));
                next[j] = x * (27 + (x * x)) / (27 + (9 * x * x));
            }
            at = biases + (4 * outputs);
            values = next;
        }
        Assert.Equal(file.Length, at);
        return values;
    }

    private static void AssertSame(Policy policy, Policy back)
    {
        Assert.Equal(policy.Weights.ToArray(), back.Weights.ToArray());
        Assert.Equal(
            (policy.History, policy.Drone, policy.Task, policy.Step, policy.Noise),
            (back.History, back.Drone, back.Task, back.Step, back.Noise));
        Assert.Equal(policy.TestVector.Action, back.TestVector.Action);
    }
}
