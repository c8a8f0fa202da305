using System.Text.Json.Serialization;

namespace Hinge.Scope.Files;

[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(List<SavedCall>))]
internal sealed partial class SavedCallJson : JsonSerializerContext;
