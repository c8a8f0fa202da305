using Hinge.Core.Runs;

namespace Hinge.Core.Formats.Onnx;

/// <summary>
/// ONNX files, read and written without other libraries. Only the form is checked; what operators mean is left to the
/// caller.
/// </summary>
/// <remarks>onnx.proto3 of IR version 3 to 11. Unknown fields are passed over, as protocol buffers ask.</remarks>
public static class OnnxFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, at most 2 GB.</param>
    /// <exception cref="InputException">See the other overload; or the file cannot be read.</exception>
    public static OnnxModel Read(string path) => Read(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads a file held in memory; tensors may be views of it.</summary>
    /// <param name="bytes">The whole file; must not change afterwards.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <exception cref="InputException">The file is malformed (the byte is named), or a tensor lies in another file, is
    /// sparse, or is of an element type that is not supported (it is named).</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return OnnxModelReader.Read(new ProtobufReader(bytes, name), name);
    }

    /// <summary>Writes a file, whole or not at all. Same model, same bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The network; initialisers are written in the order of their dictionary.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, OnnxModel model)
    {
        byte[] bytes = ToBytes(model);
        AtomicFile.WriteAllBytes(path, bytes);
    }

    /// <summary>The bytes that <see cref="Write"/> writes.</summary>
    /// <param name="model">The network, of less than 1 GB.</param>
    public static byte[] ToBytes(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return OnnxModelWriter.Write(model).Written.ToArray();
    }
}
