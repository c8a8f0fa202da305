using System.Text.Json.Serialization;

namespace Hinge.Scope.Training;

/// <summary>The JSON of <see cref="SampleRunSettings"/> and <see cref="SampleRunResult"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SampleRunSettings))]
[JsonSerializable(typeof(SampleRunResult))]
public sealed partial class SampleJson : JsonSerializerContext;
