using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Hinge.Flight.Runs;

/// <summary>How run folders write documents, without reflection.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class FlightJsonContext : JsonSerializerContext;
