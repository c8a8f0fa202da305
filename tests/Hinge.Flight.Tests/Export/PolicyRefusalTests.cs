using System.Buffers.Binary;
using System.Text;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Flight.Export;
using Hinge.Testing;

namespace Hinge.Flight.Tests.Export;

public class PolicyRefusalTests
{
    [Theory]
    [InlineData(40_000, "actor.bin: 40,000 bytes is not 4·(5636 + 256 H); expected 55,312 for history 32")]
    [InlineData(0, "actor.bin: 0 bytes is not 4·(5636 + 256 H); expected 55,312 for history 32")]
    [InlineData(55_313, "actor.bin: 55,313 bytes is not 4·(5636 + 256 H); expected 55,312 for history 32")]
    [InlineData(4 * (5636 + (256 * 257)), "actor.bin: 257 past actions; at most 256 are read")]
    public void A_length_that_is_no_policy_is_refused(int length, string expected) =>
        Assert.Equal(expected, Assert.Throws<PolicyFormatException>(
            () => RawPolicy.Parse(new byte[length], "actor.bin")).Message);

    [Theory]
    [InlineData(0, float.NaN, "actor.bin: W1[0][0] is NaN; expected a finite number")]
    [InlineData((64 * 146) + 63, float.PositiveInfinity, "actor.bin: b1[63] is Infinity; expected a finite number")]
    [InlineData((64 * 147) + 65, float.NaN, "actor.bin: W2[1][1] is NaN; expected a finite number")]
    public void Weights_that_are_no_numbers_are_refused(int index, float value, string expected)
    {
        byte[] file = RawPolicy.ToBytes(SamplePolicies.Draw(32));
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(4 * index), value);
        Assert.Equal(expected, Assert.Throws<PolicyFormatException>(
            () => RawPolicy.Parse(file, "actor.bin")).Message);
    }

    [Fact]
    public void A_sidecar_of_another_policy_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("actor.bin");
        RawPolicy.Write(path, SamplePolicies.Draw(32));
        File.WriteAllBytes(path, RawPolicy.ToBytes(SamplePolicies.Draw(32, seed: 2)));
        Assert.StartsWith($"{path}: test vector: the weights give action ", Refusal(path), StringComparison.Ordinal);
        File.WriteAllBytes(path, RawPolicy.ToBytes(SamplePolicies.Draw(2)));
        Assert.Equal($"{path}: 24,592 bytes is not 55,312 for history 32", Refusal(path));
        File.Delete(folder.File("actor.json"));
        Assert.Equal((2, "unknown"), (RawPolicy.Read(path).History, RawPolicy.Read(path).Drone));
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "line 3: version: found 2, expected 1")]
    [InlineData("\"hinge-policy\"", "\"other\"", "line 2: format: found 'other', expected 'hinge-policy'")]
    [InlineData("\"history\": 1", "\"history\": 2", "observation")]
    [InlineData("\"history\": 1", "\"history\": -1", "line 7: history: -1 is not in [0, 256]")]
    [InlineData("\"dt\": 0.01", "\"dt\": 7", "dt: 7 is not in [0.0001, 0.1]")]
    [InlineData("\"drone\"", "\"drohne\"", "lacks 'drone'; is 'drohne' meant?")]
    [InlineData("\"offset\": 3", "\"offset\": 4", "found (rotation, 4, 9), expected (rotation, 3, 9)")]
    [InlineData("\"out\": 64", "\"out\": 63", "layers[0].out: found 63, expected 64")]
    [InlineData("\"bias\": [", "\"bias\": [0, ", "layers[0].bias: found 65 values, expected 64 numbers")]
    [InlineData("\"bias\": [", "\"bias\": [\"x\", ", "layers[0].bias: found 65 values, expected 64 numbers")]
    [InlineData("\"layers\": [", "\"layers\": [{}, ", "layers: found 4 layers, expected 3")]
    [InlineData("\"weights\": [", "\"weights\": [1e99, ", "values, expected")]
    [InlineData("\"action\": [", "\"action\": [0, 0, 0, 0], \"more\": [", "line 30: test.more: unknown name")]
    public void Bad_JSON_files_are_refused_in_one_line(string part, string instead, string expected)
    {
        string text = JsonPolicy.ToJson(SamplePolicies.Draw(1));
        int at = text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0);
        byte[] bytes = Encoding.UTF8.GetBytes(text.Remove(at, part.Length).Insert(at, instead));
        PolicyFormatException refusal = Assert.Throws<PolicyFormatException>(() => JsonPolicy.Parse(bytes, "p.json"));
        Assert.StartsWith("p.json: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_safetensors_file_that_is_no_policy_is_refused()
    {
        Dictionary<string, NdArray> tensors = SafetensorsPolicy.Tensors(SamplePolicies.Draw(1));
        Dictionary<string, string> card = SafetensorsPolicy.Metadata(SamplePolicies.Draw(1));
        Assert.Contains("lacks 'policy'", Refusal(tensors, null), StringComparison.Ordinal);
        Assert.Contains(
            "actor.0.weight: found Float32 [64, 22], expected Float32 [64, 18]",
            Refusal(tensors, SafetensorsPolicy.Metadata(SamplePolicies.Draw(0))), StringComparison.Ordinal);
        tensors["more"] = tensors["actor.0.bias"];
        Assert.Contains("found 7 arrays, expected 6", Refusal(tensors, card), StringComparison.Ordinal);
        tensors.Remove("actor.2.bias");
        Assert.Contains("lacks the array 'actor.2.bias'", Refusal(tensors, card), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_raw_files_are_refused_or_act() => ReaderFuzz.Hold(
        [RawPolicy.ToBytes(SamplePolicies.Draw(0)), RawPolicy.ToBytes(SamplePolicies.Draw(1))],
        bytes => Act(RawPolicy.Parse(bytes, "damaged.bin")));

    [Fact]
    public void Damaged_JSON_files_are_refused_or_act() => ReaderFuzz.Hold(
        [Encoding.UTF8.GetBytes(JsonPolicy.ToJson(SamplePolicies.Draw(0)))],
        bytes => Act(JsonPolicy.Parse(bytes, "damaged.json")), count: 400);

    [Fact]
    public void Damaged_sidecars_are_refused_or_cards() => ReaderFuzz.Hold(
        [Encoding.UTF8.GetBytes(PolicyCard.Of(SamplePolicies.Draw(1)).ToJson())],
        bytes => Assert.NotNull(PolicyCard.Parse(bytes, "damaged.json").Test), count: 4000);

    [Fact]
    public void Damaged_safetensors_files_are_refused_or_act() => ReaderFuzz.Hold(
        [SafetensorsPolicy.ToBytes(SamplePolicies.Draw(0))],
        bytes => Act(SafetensorsPolicy.Parse(bytes, "damaged.safetensors")), count: 1000);

    private static void Act(Policy policy)
    {
        float[] action = new float[4];
        policy.Act([.. policy.TestVector.Observation], action);
        Assert.All(action, value => Assert.False(Math.Abs(value) > 1));
    }

    private static string Refusal(string path) =>
        Assert.Throws<PolicyFormatException>(() => RawPolicy.Read(path)).Message;

    private static string Refusal(
        Dictionary<string, NdArray> tensors, Dictionary<string, string>? card) =>
        Assert.ThrowsAny<InputException>(() => SafetensorsPolicy.Parse(
            SafetensorsFile.ToBytes(tensors, card), "p.safetensors")).Message;
}
