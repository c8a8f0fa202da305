namespace Hinge.Core.Formats.Onnx;

/// <summary>A network in the Open Neural Network Exchange format, as plain data. <see cref="OnnxFile"/> reads and
/// writes it.</summary>
/// <param name="Graph">The network.</param>
/// <param name="Opsets">Version of the operators by domain; the standard domain is the empty text.</param>
/// <remarks>ModelProto of onnx.proto3. Functions, training information and documentation are not kept.</remarks>
public sealed record OnnxModel(OnnxGraph Graph, IReadOnlyDictionary<string, long> Opsets)
{
    /// <summary>Version of the file format.</summary>
    public long IrVersion { get; init; } = 8;

    /// <summary>What wrote the file.</summary>
    public string Producer { get; init; } = "";

    /// <summary>Its version.</summary>
    public string ProducerVersion { get; init; } = "";

    /// <summary>Text by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
