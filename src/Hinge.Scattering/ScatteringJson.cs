using System.Text.Json.Serialization;
using Hinge.Scattering.Certificates;
using Hinge.Scattering.Learning;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering;

/// <summary>How the documents of this library are written as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Certificate))]
[JsonSerializable(typeof(NetworkSettings))]
[JsonSerializable(typeof(ModelSettings))]
internal sealed partial class ScatteringJson : JsonSerializerContext;
