using System.Text.Json.Serialization;

namespace Hinge.Core.Tests.Runs;

internal sealed record SampleSettings(string Name, double Rate, int[] Widths, SampleSettings? Inner = null);

[JsonSerializable(typeof(SampleSettings))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class SampleJson : JsonSerializerContext;
