using System.Text.Json.Serialization;
using Hinge.Scattering.Certificates;

namespace Hinge.Scattering;

/// <summary>How the documents of this library are written as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(Certificate))]
internal sealed partial class ScatteringJson : JsonSerializerContext;
